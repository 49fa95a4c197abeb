import type { Pool } from 'pg'
import { z } from 'zod'
import { copyRows } from '../blobs/copy-rows.ts'
import { type Split, splits } from './files.ts'

const splitName = z.enum(splits)

interface PictureStart {
  fileId: number
  label: string
  /** The part that its owner put it into. */
  split: Split | null
  bytes: number
}

/** A picture's first chunk carries what it is; the chunks after it only data. */
export interface PictureChunk extends PictureStart {
  /** Position of the chunk, from 0. An empty picture has none, so `data` is never empty. */
  seq: number
  data: Buffer
}

/**
 * All labelled, sound pictures of a dataset in one COPY, in the order of their ids: chunk after chunk, never
 * a whole picture in memory.
 */
export async function* streamPictures(streams: Pool, datasetId: number): AsyncGenerator<PictureChunk> {
  const query = `select f.id, f.label, f.split, f.bytes::int, c.seq, c.data
                 from dataset_files f join blob_chunks c on c.blob_id = f.blob_id
                 where f.dataset_id = ${Math.trunc(datasetId)} and f.label is not null and f.problem is null
                 order by f.id, c.seq`
  for await (const [id, label, split, bytes, seq, data] of copyRows(streams, query)) {
    if (!id || !label || !bytes || !seq || !data) throw new Error('A picture came without its data.')
    yield {
      fileId: id.readInt32BE(),
      label: label.toString('utf8'),
      split: split ? splitName.parse(split.toString('utf8')) : null,
      bytes: bytes.readInt32BE(),
      seq: seq.readInt32BE(),
      data,
    }
  }
}
