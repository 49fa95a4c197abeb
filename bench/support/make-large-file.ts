import { randomBytes } from 'node:crypto'
import { encodePng } from '../../scripts/demo/encode-png.ts'

const MIB = 1024 * 1024

/** A file of `mib` MiB that begins as a picture, so that it is taken for one. */
export const makeLargeFile = (mib: number) => {
  const picture = encodePng(new Uint8Array(16), 4)
  const noise = randomBytes(MIB)
  return {
    bytes: mib * MIB,
    *chunks(): Generator<Buffer> {
      yield picture
      yield noise.subarray(picture.length)
      for (let i = 1; i < mib; i++) yield noise
    },
  }
}
