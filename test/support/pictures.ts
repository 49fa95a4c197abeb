import { readFileSync } from 'node:fs'
import { encodePng } from '../../scripts/demo/encode-png.ts'

/** A PNG of 4 x 4 grey pixels; different for every number below 2^32. */
export const makePicture = (number: number): Buffer => {
  const pixels = new Uint8Array(16)
  new DataView(pixels.buffer).setUint32(0, number)
  return encodePng(pixels, 4)
}

export const sample = (name: string): Buffer =>
  readFileSync(new URL(`../picture/samples/${name}`, import.meta.url))
