import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { detectArchive } from '../../src/archive/detect-archive.ts'
import { writeTar } from './write-tar.ts'
import { writeZip } from './write-zip.ts'

/** As far as the mark of a tar lies. */
const HEAD_BYTES = 262

it('knows archives by their first bytes', async () => {
  const tar = await writeTar([{ name: 'a.png', data: 'x' }])
  expect(detectArchive(tar.subarray(0, HEAD_BYTES))).toBe('tar')
  expect(detectArchive(gzipSync(tar).subarray(0, HEAD_BYTES))).toBe('gzip')
  expect(detectArchive(writeZip([{ name: 'a.png' }]))).toBe('zip')
  expect(detectArchive(writeZip([]))).toBe('zip')
})

it.each(['', 'P', 'PK', 'PK\x01\x02', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'text'])(
  '%j is none',
  (head) => {
    expect(detectArchive(Buffer.from(head, 'latin1'))).toBeNull()
  },
)

it('never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (head) => void detectArchive(head)),
    { numRuns: 2000 },
  )
})
