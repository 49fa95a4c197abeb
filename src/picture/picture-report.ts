export type PictureMediaType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/gif'
  | 'image/webp'
  | 'image/bmp'
  | 'image/tiff'
  | 'image/x-portable-anymap'
  | 'image/heic'
  | 'image/avif'

/** Why a file is kept out of training. */
export type PictureProblem = {
  code: 'empty' | 'not-a-picture' | 'truncated' | 'too-many-pixels'
  message: string
  hint: string
}

/** What the bytes of a file say about it; its name is never asked. */
export type PictureReport = {
  mediaType: PictureMediaType | null
  /** Pixels as shown, that is after the EXIF rotation; null where the header does not tell. */
  width: number | null
  height: number | null
  problem: PictureProblem | null
  /** Set where the mark of its end is missing, as cameras leave it out; whether pixels are, a decoder tells. */
  lacksEndMark?: true
}
