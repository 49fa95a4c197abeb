import { defaultArchiveLimits } from '../../archive/archive-limits.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { withLease } from '../../store/blobs/lease.ts'
import { completeImport, findImported, insertImported } from '../../store/legacy-imports.ts'
import { collectFile } from '../uploads/collect-file.ts'
import { emptyUpload } from '../uploads/collected-upload.ts'
import { LayoutRefused } from '../uploads/layout-refused.ts'
import { placeUpload } from '../uploads/place-upload.ts'
import { findLegacyPath, type LegacyFile, readFileBytes, walkFiles } from './legacy-folder.ts'
import { type LegacyImport, toText } from './legacy-import.ts'
import type { LegacyRows } from './read-legacy-database.ts'

/** Pictures that become part of a dataset together: a break in between is gone on with from there. */
const BATCH = 500

/** The predecessor took the outermost folder for the class; what lay flat could not be trained, and has no label here. */
const understood = {
  layout: 'folders',
  labelLevel: 1,
  split: 'none',
  alike: 'keep',
  names: null,
  paths: 0,
  onConflict: 'replace',
} as const

const importBatch = async (job: LegacyImport, datasetId: number, batch: LegacyFile[]): Promise<void> => {
  const limits = {
    ...defaultArchiveLimits,
    maxFiles: job.limits.maxFiles + BATCH,
    maxEntryBytes: job.limits.maxFileBytes,
  }
  await withLease(job.db.bulk, async (_single, { write, flush }) => {
    const collected = emptyUpload()
    for (const { name, path } of batch) {
      try {
        const options = { limits, names: null, takesSums: false, write }
        await collectFile(job.db, collected, { name, body: readFileBytes(path) }, options)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        job.tell(`Dataset ${datasetId}: ${name} is left out: ${error.message}`)
      }
    }
    await flush()
    if (collected.pictures.length === 0) return
    await placeUpload(job.db, datasetId, collected, understood).catch((error: unknown) => {
      if (!(error instanceof LayoutRefused)) throw error
      job.tell(`Dataset ${datasetId}: ${batch.length} pictures have no label: ${error.message}`)
      return placeUpload(job.db, datasetId, collected, { ...understood, layout: 'unlabelled' })
    })
    job.counts.picture.added += collected.pictures.length
  })
}

const importPictures = async (job: LegacyImport, datasetId: number, folder: string): Promise<void> => {
  let batch: LegacyFile[] = []
  let done = 0
  const flush = async () => {
    await importBatch(job, datasetId, batch)
    done += batch.length
    job.progress(`dataset ${datasetId}: ${done} files`)
    batch = []
  }
  for await (const file of walkFiles(folder)) {
    batch.push(file)
    if (batch.length === BATCH) await flush()
  }
  if (batch.length > 0) await flush()
}

/** Datasets with their pictures; one whose import was cut off is gone on with. */
export const importDatasets = async (job: LegacyImport, datasets: LegacyRows['Datasets']): Promise<void> => {
  for (const { id: legacyId, path, name, description } of datasets) {
    const row = { source: job.source, kind: 'dataset', legacyId } as const
    const there = await findImported(job.db.knex, row)
    if (there?.complete) {
      job.counts.dataset.present += 1
      continue
    }
    const columns = {
      name: toText(name, 200, `Dataset ${legacyId}`),
      description: toText(description, 10_000, 'No description'),
    }
    const id =
      there?.id ?? (await transaction(job.db.knex, (trx) => insertImported(trx, row, columns, false)))
    const folder = path === null ? null : await findLegacyPath(job.root, path)
    if (folder === null)
      job.tell(`Dataset ${legacyId} (${columns.name}): its folder ${path ?? ''} is not there.`)
    else await importPictures(job, id, folder)
    // Without its folder it is not complete: it may be there the next time.
    if (folder !== null) await completeImport(job.db.knex, row)
    job.counts.dataset.added += 1
  }
}
