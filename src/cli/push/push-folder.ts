import { basename, resolve } from 'node:path'
import type { operations } from '../../client/api-types.ts'
import { form } from '../../client/create-relay-client.ts'
import { RelayError } from '../../client/relay-error.ts'
import type { Call } from '../relay/define-command.ts'
import { Ending } from '../relay/exit-codes.ts'
import { type DigestedFile, packList } from './pack-list.ts'
import { sendMissing } from './send-missing.ts'
import { digestFile, walkFolder } from './walk-folder.ts'

/** How the relay is to understand the folder. */
export type PushQuery = Omit<operations['sync_dataset']['parameters']['query'], 'sync' | 'known' | 'dry_run'>

/** Somebody else may take away what was sent before it got its place. */
const ATTEMPTS = 3

/**
 * Makes a dataset have what a folder has: asks what the relay lacks, sends that and nothing else, and gives every
 * picture its place. Whatever ends it half-way, the next push goes on from there, and the dataset is as it was.
 */
export const pushFolder = async (
  call: Call,
  {
    folder,
    datasetId,
    query,
    isDryRun,
  }: { folder: string; datasetId: number; query: PushQuery; isDryRun: boolean },
) => {
  const { ask, screen } = call
  const { pictures, sidecars, others } = await walkFolder(folder)
  if (pictures.length === 0) throw new Ending('refused', `There is no picture in "${folder}".`)
  if (others.length > 0)
    screen.tell(
      `${others.length} files are neither pictures nor labels and stay here, such as ${others[0]?.path}`,
    )

  const digesting = screen.bar('read', pictures.length)
  const digested: DigestedFile[] = []
  for (const picture of pictures) {
    digested.push({ ...picture, sha256: await digestFile(picture.file) })
    digesting.update(digested.length)
  }
  digesting.stop()

  const archive = [{ name: `${basename(resolve(folder))}.tar.gz`, blob: await packList(digested, sidecars) }]
  const sync = (dry_run: boolean) =>
    ask((client) =>
      client.PUT('/datasets/{dataset_id}/', {
        params: {
          path: { dataset_id: datasetId },
          query: { ...query, sync: 'true', known: true, dry_run },
        },
        ...form('files', archive),
      }),
    )
  const bySha = new Map(digested.map((file) => [file.sha256, file]))
  let uploaded: DigestedFile[] = []
  for (let attempt = 1; ; attempt++) {
    const planned = await sync(true)
    const lacking = planned.missing.flatMap(({ sha256 }) => bySha.get(sha256) ?? [])
    if (isDryRun) return { report: planned, uploaded: lacking }
    if (lacking.length > 0) await sendMissing(call, datasetId, lacking)
    uploaded = [...uploaded, ...lacking]
    try {
      return { report: await sync(false), uploaded }
    } catch (error) {
      const isTaken = error instanceof RelayError && error.status === 409
      if (!isTaken || attempt === ATTEMPTS) throw error
    }
  }
}
