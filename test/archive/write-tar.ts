import { type Header, pack } from 'tar-stream'

export type TarItem = Partial<Header> & { name: string; data?: Buffer | string }

/** A tar of the items, with its end mark. */
export const writeTar = async (items: readonly TarItem[]): Promise<Buffer> => {
  const tar = pack()
  for (const { data = '', ...header } of items) {
    // The size stands in the header only for what has a body; tar-stream writes the rest as given.
    tar.entry({ mtime: new Date(0), ...header }, data)
  }
  tar.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of tar as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A single raw header block, for what a packer would refuse to write. */
export const tarHeader = (fields: {
  name: string | Buffer
  size: string
  type?: string
  magic?: string
}): Buffer => {
  const block = Buffer.alloc(512)
  block.set(Buffer.from(fields.name).subarray(0, 100))
  block.write('0000644\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(fields.size, 124, 12, 'latin1')
  block.write('00000000000\0', 136)
  block.write(fields.type ?? '0', 156)
  block.write(fields.magic ?? 'ustar\x0000', 257, 'latin1')
  block.fill(' ', 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

export const tarEnd = Buffer.alloc(1024)
