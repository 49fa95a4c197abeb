/** Added to the length of a picture: not its thumbnail is wanted, but whether all of its pixels are there. */
export const CHECK = 2 ** 31

/** Pixels in rows from the top, 8 bits a sample, as sharp takes them. */
export interface Pixels {
  data: Buffer
  width: number
  height: number
  /** Grey, or red, green and blue. */
  channels: 1 | 3
}

/** More than this many pixels are not unpacked: as many as the container decodes. */
export const MAX_PIXELS = 25_000_000
