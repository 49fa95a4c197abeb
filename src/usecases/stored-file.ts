import type { PictureReport } from '../picture/picture-report.ts'
import type { StoredBlob } from '../store/blobs/write-blob.ts'

/** A file whose bytes are stored, but which belongs to no dataset yet. */
export interface StoredFile {
  /** Name within the dataset, with its folder. */
  path: string
  label: string | null
  blob: StoredBlob
  picture: PictureReport
}
