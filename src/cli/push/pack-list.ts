import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import { packMembers } from '../../tar/pack-members.ts'
import type { FoundFile } from './walk-folder.ts'

export type DigestedFile = FoundFile & { sha256: string }

/** A name as sha256sum writes it: what would end the line is escaped, and marked before the digest. */
const line = ({ path, sha256 }: DigestedFile): string => {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`
}

/** An archive that only lists the pictures, with the files that may say their labels. */
export const packList = async (pictures: DigestedFile[], sidecars: FoundFile[]): Promise<Blob> => {
  const list = Buffer.from(pictures.map(line).join(''))
  const members = [
    { name: 'SHA256SUMS', size: list.length, body: [list] },
    ...sidecars.map(({ path, file, bytes }) => ({ name: path, size: bytes, body: createReadStream(file) })),
  ]
  const bytes = await buffer(Readable.from(packMembers(members)).pipe(createGzip()))
  return new Blob([new Uint8Array(bytes)])
}
