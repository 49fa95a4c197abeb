import type { Knex } from 'knex'
import { z } from 'zod'
import type { JobKind } from '../../contract/job.ts'
import { readRow } from '../rows.ts'

/** What a run was asked for; each kind reads the part it needs. */
export const runRequest = z.object({
  parameters: z.record(z.string(), z.unknown()),
  description: z.string(),
  classes: z.array(z.string()),
  model_version: z.int().nullable(),
  /** Run that compiled the model, where one is to be used as well. */
  compiled_run_id: z.uuid().nullable().optional(),
})
type RunRequest = z.infer<typeof runRequest>

export interface Idempotency {
  key: string
  /** Digest of what the caller sent. */
  requestSha256: Buffer
}

export interface NewRun {
  kind: JobKind
  datasetId: number | null
  modelId: number | null
  request: RunRequest
  idempotency: Idempotency | null
}

/** Writes a queued run with its first event. Returns its id. */
export const insertRun = async (trx: Knex, run: NewRun): Promise<string> => {
  const { rows } = await trx.raw(
    `with run as (
       insert into runs (kind, dataset_id, model_id, request, idempotency_key, request_sha256, last_seq)
       values (:kind, :datasetId, :modelId, :request, :key, :sha256, 1) returning id
     )
     insert into run_events (run_id, seq, type, data) select id, 1, 'state', '{"state":"queued"}' from run
     returning run_id as id`,
    {
      kind: run.kind,
      datasetId: run.datasetId,
      modelId: run.modelId,
      request: JSON.stringify(run.request),
      key: run.idempotency?.key ?? null,
      sha256: run.idempotency?.requestSha256 ?? null,
    },
  )
  return readRow(z.object({ id: z.uuid() }), rows).id
}
