import { toStorable } from '../../contract/to-storable.ts'
import type { Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { type WriteBlob, withLease } from '../../store/blobs/lease.ts'
import { countLabels } from '../../store/datasets/datasets.ts'
import { findImported, insertImported, type LegacyRow } from '../../store/legacy-imports.ts'
import { addModelVersion } from '../../store/models/versions.ts'
import { insertArtifacts, type NewArtifact } from '../../store/runs/artifacts.ts'
import { insertImportedRun } from '../../store/runs/lifecycle.ts'
import { packMembers } from '../../tar/pack-members.ts'
import { findLegacyPath, type LegacyFile, readFileBytes, walkFiles } from './legacy-folder.ts'
import { type LegacyImport, toText, toTime } from './legacy-import.ts'
import { parsePythonDict } from './parse-python-dict.ts'
import type { LegacyRows } from './read-legacy-database.ts'

/** Files of one model, and of one compiled model. */
const MAX_FILES = 1000
const MAX_COMPILED_FILES = 50
/** Of an artifact: as containers name theirs. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

const filesOf = async (job: LegacyImport, about: string, path: string | null, most: number) => {
  const found = path === null ? null : await findLegacyPath(job.root, path)
  if (found === null) {
    job.tell(`${about}: its files ${path ?? ''} are not there.`)
    return []
  }
  const files: LegacyFile[] = []
  for await (const file of walkFiles(found)) if (files.push(file) > most) break
  if (files.length <= most) return files
  job.tell(`${about} has more than ${most} files; they are left out.`)
  return []
}

const store = async (write: WriteBlob, name: string, mediaType: string, body: AsyncIterable<Uint8Array>) => {
  const blob = await write(body)
  return { name, mediaType, blobId: blob.id, bytes: blob.bytes } satisfies NewArtifact
}

/** A saved model of one file under its own name, one of several as a tar. */
const storeModel = async (write: WriteBlob, files: LegacyFile[]): Promise<NewArtifact[]> => {
  const [only] = files
  if (!only) return []
  if (files.length === 1 && NAME.test(only.name))
    return [await store(write, only.name, 'application/octet-stream', readFileBytes(only.path))]
  const members = files.map(({ name, path, bytes }) => ({ name, size: bytes, body: readFileBytes(path) }))
  return [await store(write, 'saved_model.tar', 'application/x-tar', packMembers(members))]
}

/** An old model's dataset, under the id that it has here. */
const findDatasetOf = async (job: LegacyImport, legacyId: number | null) => {
  const row = { source: job.source, kind: 'dataset', legacyId: legacyId ?? 0 } as const
  return legacyId === null ? null : ((await findImported(job.db.knex, row))?.id ?? null)
}

/** As training numbered them: the folders of the dataset, which may have changed since. */
const classesOf = async (db: Executor, datasetId: number | null) =>
  datasetId === null ? [] : (await countLabels(db, datasetId)).flatMap(({ label }) => label ?? [])

export const importModels = async (job: LegacyImport, models: LegacyRows['Models']): Promise<void> => {
  for (const model of models) {
    const row: LegacyRow = { source: job.source, kind: 'model', legacyId: model.id }
    if (await findImported(job.db.knex, row)) {
      job.counts.model.present += 1
      continue
    }
    const about = `Model ${model.id}`
    const parameters = parsePythonDict(model.parameters ?? '')
    if (!parameters)
      job.tell(`${about}: its parameters cannot be read: ${toText(model.parameters, 100, 'none')}`)
    const files = await filesOf(job, about, model.model_path, MAX_FILES)
    const datasetId = await findDatasetOf(job, model.dataset_id)
    const classes = await classesOf(job.db.knex, datasetId)
    const description = toText(model.description, 10_000, 'No description')
    const at = toTime(model.created)
    await withLease(job.db.bulk, async (write) => {
      const artifacts = await storeModel(write, files)
      await transaction(job.db.knex, async (trx) => {
        const request = {
          parameters: toStorable(parameters ?? {}),
          description,
          classes,
          model_version: null,
        }
        const runId = await insertImportedRun(trx, { kind: 'train', datasetId, modelId: null, request, at })
        const id = await insertImported(trx, row, {
          dataset_id: datasetId,
          parameters: JSON.stringify(request.parameters),
          description,
          classes: JSON.stringify(classes),
          created_at: at,
        })
        await addModelVersion(trx, id, runId, datasetId)
        await insertArtifacts(trx, runId, artifacts)
      })
    })
    job.counts.model.added += 1
  }
}

export const importCompiledModels = async (
  job: LegacyImport,
  compiled: LegacyRows['Compiled_models'],
): Promise<void> => {
  for (const { id: legacyId, created, model_id, model_path } of compiled) {
    const row: LegacyRow = { source: job.source, kind: 'compiled_model', legacyId }
    if (await findImported(job.db.knex, row)) {
      job.counts.compiled_model.present += 1
      continue
    }
    const about = `Compiled model ${legacyId}`
    const model = await findImported(job.db.knex, { ...row, kind: 'model', legacyId: model_id ?? 0 })
    if (!model) {
      job.tell(`${about} is left out: its model ${model_id ?? ''} is not there.`)
      continue
    }
    const files = await filesOf(job, about, model_path, MAX_COMPILED_FILES)
    const usable = files.filter(({ name }) => NAME.test(name))
    if (!usable.some(({ name }) => name === 'target_model.cc')) job.tell(`${about} has no target_model.cc.`)
    const at = toTime(created)
    await withLease(job.db.bulk, async (write) => {
      const artifacts: NewArtifact[] = []
      for (const { name, path } of usable) {
        const mediaType = name.endsWith('.cc') ? 'text/x-c++src' : 'application/octet-stream'
        artifacts.push(await store(write, name, mediaType, readFileBytes(path)))
      }
      await transaction(job.db.knex, async (trx) => {
        const request = { parameters: {}, description: about, classes: [], model_version: 1 }
        const run = { kind: 'compile', datasetId: null, modelId: model.id, request, at } as const
        const runId = await insertImportedRun(trx, run)
        const columns = { model_id: model.id, model_version: 1, run_id: runId, created_at: at }
        await insertImported(trx, row, columns)
        await insertArtifacts(trx, runId, artifacts)
      })
    })
    job.counts.compiled_model.added += 1
  }
}
