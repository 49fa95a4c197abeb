import { randomFillSync } from 'node:crypto'
import { encodePng } from '../../../scripts/demo/encode-png.ts'

/** A PNG of grey noise, of `side` pixels: no compression makes it smaller, and no two are equal. */
export const noisePicture = (side: number): Buffer => {
  const pixels = new Uint8Array(side * side)
  randomFillSync(pixels)
  return encodePng(pixels, side, 0)
}
