import { openAsBlob } from 'node:fs'
import { extname } from 'node:path'
import { form } from '../../client/create-relay-client.ts'
import type { Call } from '../relay/define-command.ts'
import type { DigestedFile } from './pack-list.ts'

/** Of one request: small enough to be sent again after a lost connection. */
const BATCH_FILES = 100
const BATCH_BYTES = 16 * 1024 * 1024

const toBatches = (files: DigestedFile[]): DigestedFile[][] => {
  const batches: DigestedFile[][] = []
  let bytes = 0
  for (const file of files) {
    const last = batches.at(-1)
    bytes += file.bytes
    if (last && last.length < BATCH_FILES && bytes <= BATCH_BYTES) last.push(file)
    else {
      batches.push([file])
      bytes = file.bytes
    }
  }
  return batches
}

/**
 * Sends pictures under names that say their content, so that sending them again changes nothing. The sync that follows
 * gives them their place.
 */
export const sendMissing = async (
  { ask, screen }: Call,
  datasetId: number,
  files: DigestedFile[],
): Promise<void> => {
  const bar = screen.bar('uploaded', files.length)
  let sent = 0
  for (const batch of toBatches(files)) {
    const parts = await Promise.all(
      batch.map(async ({ file, path, sha256 }) => ({
        name: `incoming/${sha256}${extname(path).toLowerCase()}`,
        blob: await openAsBlob(file),
      })),
    )
    await ask((client) =>
      client.POST('/datasets/{dataset_id}/', {
        params: { path: { dataset_id: datasetId }, query: { layout: 'unlabelled', split: 'none' } },
        ...form('files', parts),
      }),
    )
    sent += batch.length
    bar.update(sent)
  }
  bar.stop()
}
