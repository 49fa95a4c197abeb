import { crc32, deflateRawSync } from 'node:zlib'

/** An entry, and the lies to be told about it. */
export type ZipItem = {
  name: string | Buffer
  data?: Buffer | string
  method?: number
  flags?: number
  externalAttributes?: number
  /** Extra field of the directory entry. */
  extra?: Buffer
  claims?: { size?: number; packedSize?: number; crc?: number; offset?: number; signature?: number }
}

const UTF8 = 0x800
const UNIX = 3 << 8
export const unixMode = (mode: number): number => (mode << 16) >>> 0

/** A zip of the items, lies included. `entryCount` is what its end record claims. */
export const writeZip = (
  items: readonly ZipItem[],
  end: { entryCount?: number; comment?: string } = {},
): Buffer => {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let position = 0
  for (const {
    name,
    data = '',
    method = 8,
    flags = UTF8,
    externalAttributes = 0,
    extra,
    claims = {},
  } of items) {
    const nameBytes = Buffer.from(name)
    const content = Buffer.from(data)
    const packed = method === 8 ? deflateRawSync(content) : content
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(claims.crc ?? crc32(content), 10)
    common.writeUInt32LE(claims.packedSize ?? packed.length, 14)
    common.writeUInt32LE(claims.size ?? content.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const signature = Buffer.alloc(4)
    signature.writeUInt32LE(claims.signature ?? 0x04034b50)
    const local = Buffer.concat([signature, common, nameBytes, packed])
    const extraBytes = extra ?? Buffer.alloc(0)
    const rest = Buffer.alloc(16)
    common.writeUInt16LE(extraBytes.length, 24)
    rest.writeUInt32LE(externalAttributes, 6)
    rest.writeUInt32LE(claims.offset ?? position, 10)
    const madeBy = Buffer.alloc(2)
    madeBy.writeUInt16LE(UNIX | 20)
    directory.push(Buffer.from('PK\x01\x02'), madeBy, common, rest.subarray(0, 14), nameBytes, extraBytes)
    locals.push(local)
    position += local.length
  }
  const central = Buffer.concat(directory)
  const comment = Buffer.from(end.comment ?? '')
  const record = Buffer.alloc(22)
  record.write('PK\x05\x06')
  record.writeUInt16LE(end.entryCount ?? items.length, 8)
  record.writeUInt16LE(end.entryCount ?? items.length, 10)
  record.writeUInt32LE(central.length, 12)
  record.writeUInt32LE(position, 16)
  record.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...locals, central, record, comment])
}
