import type { Pool } from 'pg'
import { copyRows } from '../blobs/copy-rows.ts'

interface PictureStart {
  fileId: number
  /** Its name within the dataset. */
  path: string
  label: string
  /** The part of the dataset that its owner put it into; null leaves it to the training. */
  split: string | null
  bytes: number
}

/** A picture's first chunk carries what it is; the chunks after it only data. */
export interface PictureChunk extends PictureStart {
  /** Position of the chunk, from 0. An empty picture has none, so `data` is never empty. */
  seq: number
  data: Buffer
}

/**
 * The pictures of a version of a dataset in one COPY, in the order of their files' ids: chunk after chunk, never
 * a whole picture in memory. A chunk's data is good until the next is asked for.
 */
export async function* streamPictures(streams: Pool, versionId: number): AsyncGenerator<PictureChunk> {
  const query = `select f.file_id, f.path, f.label, f.split, f.bytes::int, c.seq, c.data
                 from dataset_version_files f join blob_chunks c on c.blob_id = f.blob_id
                 where f.version_id = ${Math.trunc(versionId)} order by f.file_id, c.seq`
  for await (const [id, path, label, split, bytes, seq, data] of copyRows(streams, query)) {
    if (!id || !path || !label || !bytes || !seq || !data) throw new Error('A picture came without its data.')
    yield {
      fileId: id.readInt32BE(),
      path: path.toString('utf8'),
      label: label.toString('utf8'),
      split: split?.toString('utf8') ?? null,
      bytes: bytes.readInt32BE(),
      seq: seq.readInt32BE(),
      data,
    }
  }
}
