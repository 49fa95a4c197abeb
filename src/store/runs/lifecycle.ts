import type { Knex } from 'knex'
import { z } from 'zod'
import { type JobKind, jobKinds } from '../../contract/job.ts'
import type { RunReason } from '../../contract/run.ts'
import { requirements } from '../../contract/training.ts'
import { findRow, readRow } from '../rows.ts'

/*
 * Every transition of a run's state. Nothing outside this file writes `runs.state`.
 *
 *   (reuseRun: queued -> succeeded, with what an equal run has left)
 *
 *                insertRun        (insertImportedRun writes what has ended elsewhere)
 *                    |
 *                    v        claimRun                endRun
 *              +-> queued -------------> running ---------------> succeeded | failed | cancelled
 *              |      |                  |    ^ |
 *   releaseRun |      | cancelRun        |    +-+ claimRun: another attempt takes it over, under a new claim
 *              |      v                  |
 *              |  cancelled <------------+ releaseRun, where its end was asked for
 *              +-------------------------+ releaseRun, where the engine failed or lost it
 *
 * cancelRun only marks a running run; its worker sees the mark and ends it. Whatever an attempt writes names its
 * claim, so an attempt that lost the run changes nothing any more.
 */

/** What a run was asked for; each kind reads the part it needs. */
const runRequest = z.object({
  parameters: z.record(z.string(), z.unknown()),
  description: z.string(),
  classes: z.array(z.string()),
  model_version: z.int().nullable(),
  /** Run that compiled the model, where one is to be used as well. */
  compiled_run_id: z.uuid().nullable().optional(),
  /** What it must reach. */
  require: requirements.optional(),
  /** Model version that a training begins with, where one was named. */
  initial: z.object({ model_id: z.int(), version: z.int() }).optional(),
})
type RunRequest = z.infer<typeof runRequest>

export interface Idempotency {
  key: string
  /** Digest of what the caller sent. */
  requestSha256: Buffer
  /** Run that gives the key up to this one, and what the caller is told of it. */
  replaces?: { runId: string; warning: string }
}

/** The request that asked for a run: its id, and where its trace goes on. */
export interface RunOrigin {
  requestId: string | null
  traceparent: string | null
}

export interface NewRun {
  kind: JobKind
  datasetId: number | null
  /** What is to be trained on; without it the dataset as it is when the run begins. */
  datasetVersionId?: number | null
  modelId: number | null
  request: RunRequest
  idempotency: Idempotency | null
  /** What the caller should know of its request, though nothing is wrong with it. */
  warning?: string | null
  /** Who asked for it; without one it belongs to everybody. */
  owner?: string | null
  origin?: RunOrigin
  /** See turns.ts. */
  turn?: number
  /** What its worker must have. */
  labels?: string[]
}

/**
 * Writes a queued run with its first events. Returns its id. A warning names the relay as its stream: what the
 * container's streams have left is counted.
 */
export const insertRun = async (trx: Knex, run: NewRun): Promise<string> => {
  const { key = null, requestSha256 = null, replaces } = run.idempotency ?? {}
  // Whoever does the same at this moment waits here, and then finds that the key is taken.
  if (replaces)
    await trx.raw('update runs set idempotency_key = null where id = ? and idempotency_key = ?', [
      replaces.runId,
      key,
    ])
  const warnings = [
    { code: 'unknown-parameters', message: run.warning },
    { code: 'repeated', message: replaces?.warning },
  ].flatMap(({ code, message }) => (message ? [{ code, message, stream: 'relay' }] : []))
  const { rows } = await trx.raw(
    `with run as (
       insert into runs (kind, dataset_id, dataset_version_id, model_id, request, idempotency_key, request_sha256, last_seq, owner, turn,
                         request_id, traceparent, labels)
       values (:kind, :datasetId, :datasetVersionId, :modelId, :request, :key, :sha256, :events, :owner, :turn,
               :requestId, :traceparent, :labels) returning id
     ), warned as (
       insert into run_events (run_id, seq, type, data)
       select run.id, 1 + w.n, 'warning', w.data
       from run, jsonb_array_elements(:warnings::jsonb) with ordinality as w (data, n)
     )
     insert into run_events (run_id, seq, type, data)
     select id, 1, 'state', jsonb_strip_nulls(jsonb_build_object('state', 'queued', 'request_id', :requestId::text)) from run
     returning run_id as id`,
    {
      kind: run.kind,
      datasetId: run.datasetId,
      datasetVersionId: run.datasetVersionId ?? null,
      modelId: run.modelId,
      request: JSON.stringify(run.request),
      key,
      sha256: requestSha256,
      events: 1 + warnings.length,
      owner: run.owner ?? null,
      turn: run.turn ?? 0,
      requestId: run.origin?.requestId ?? null,
      traceparent: run.origin?.traceparent ?? null,
      labels: run.labels ?? [],
      warnings: JSON.stringify(warnings),
    },
  )
  return readRow(z.object({ id: z.uuid() }), rows).id
}

/**
 * Writes a run that another installation did: it has succeeded, at the given time, and no worker ever sees it. Returns its id.
 */
export const insertImportedRun = async (
  trx: Knex,
  { at, ...run }: Pick<NewRun, 'kind' | 'datasetId' | 'modelId' | 'request'> & { at: Date },
): Promise<string> => {
  const { rows } = await trx.raw(
    `with run as (
       insert into runs (kind, state, dataset_id, model_id, request, requested_at, started_at, finished_at, last_seq)
       values (:kind, 'succeeded', :datasetId, :modelId, :request, :at, :at, :at, 1) returning id
     )
     insert into run_events (run_id, seq, at, type, data) select id, 1, :at, 'state', '{"state":"succeeded"}' from run
     returning run_id as id`,
    { ...run, at, request: JSON.stringify(run.request) },
  )
  return readRow(z.object({ id: z.uuid() }), rows).id
}

/**
 * Ends a run that was just written with what an equal one has left: its report, artifacts and environment. Call it in the
 * transaction that wrote the run. No worker ever sees it.
 */
export const reuseRun = async (trx: Knex, runId: string, earlierId: string): Promise<void> => {
  await trx.raw(
    `with reused as (
       update runs r set state = 'succeeded', started_at = now(), finished_at = now(), last_seq = r.last_seq + 1,
         result = e.result || jsonb_build_object('reused_run_id', e.id), runtime = e.runtime, image_id = e.image_id
       from runs e where r.id = :runId and e.id = :earlierId and r.state = 'queued' returning r.*
     ), copied as (
       insert into artifacts (run_id, name, media_type, blob_id, bytes)
       select reused.id, a.name, a.media_type, a.blob_id, a.bytes from reused, artifacts a where a.run_id = :earlierId
     )
     insert into run_events (run_id, seq, type, data)
     select id, last_seq, 'state', jsonb_build_object('state', 'succeeded', 'reused_run_id', :earlierId::uuid) from reused`,
    { runId, earlierId },
  )
}

const claimedRun = z.object({
  id: z.uuid(),
  kind: z.enum(jobKinds),
  claim: z.uuid(),
  attempts: z.int(),
  /** Attempts after which the run went back to the queue, because the engine failed or lost it. */
  losses: z.int(),
  dataset_id: z.int().nullable(),
  model_id: z.int().nullable(),
  owner: z.string().nullable(),
  request: runRequest,
  /** Of the request that asked for it, and where its trace goes on. */
  request_id: z.string().nullable(),
  traceparent: z.string().nullable(),
  /** Seconds from its submission to its first claim; null at later ones. */
  waited_seconds: z.coerce.number().nullable(),
})
export type ClaimedRun = z.infer<typeof claimedRun>

/**
 * Takes a run for one attempt; null when it has ended already. The new claim takes the run away from whoever
 * had it: everything an attempt writes names its claim.
 */
export const claimRun = async (db: Knex, id: string, worker: string): Promise<ClaimedRun | null> => {
  const { rows } = await db.raw(
    `with claimed as (
       update runs set state = 'running', claim = gen_random_uuid(), attempts = attempts + 1, worker = :worker,
                       started_at = coalesce(started_at, now()), last_seq = last_seq + 1
       where id = :id and state in ('queued', 'running') returning *
     ), event as (
       insert into run_events (run_id, seq, type, data)
       select c.id, c.last_seq, 'state',
              jsonb_build_object('state', 'running', 'attempt', c.attempts)
       from claimed c
     )
     select id, kind, claim, attempts, dataset_id, model_id, owner, request, request_id, traceparent,
            case when attempts = 1 then extract(epoch from started_at - requested_at) end as waited_seconds,
            (select count(*) from run_events e where e.run_id = claimed.id and e.seq > 1 and e.type = 'state'
               and e.data ->> 'state' = 'queued') as losses
     from claimed`,
    { id, worker },
  )
  return findRow(claimedRun, rows)
}

/**
 * Puts a run back in the queue for another attempt; one whose end was asked for ends instead. False when the claim
 * was lost.
 */
export const releaseRun = async (db: Knex, runId: string, claim: string, why: string): Promise<boolean> => {
  const { rowCount } = await db.raw(
    `with freed as (
       update runs set claim = null, last_seq = last_seq + 1,
         state = case when cancel_requested_at is null then 'queued' else 'cancelled' end,
         reason = case when cancel_requested_at is null then null else 'cancelled' end,
         detail = case when cancel_requested_at is null then null else 'Cancelled between two attempts.' end,
         finished_at = case when cancel_requested_at is null then null else now() end
       where id = :runId and claim = :claim and state = 'running' returning *
     )
     insert into run_events (run_id, seq, type, data)
     select f.id, f.last_seq, 'state',
            jsonb_build_object('state', f.state, 'reason', f.reason, 'detail', coalesce(f.detail, :why::text))
     from freed f`,
    { runId, claim, why },
  )
  return rowCount > 0
}

/** Characters of a run's detail and of its hint. */
const MAX_TEXT = 4000

export interface RunEnding {
  state: 'succeeded' | 'failed' | 'cancelled'
  /** null exactly when it succeeded. */
  reason: RunReason | null
  detail: string | null
  hint: string | null
  /** What the container measured. */
  report: object | null
  runtime: string | null
  imageId: string | null
}

/**
 * Ends a run, once: false, and no change, when the claim was lost or the run has ended. Call it in the
 * transaction that makes the results visible, and roll that back on false.
 */
export const endRun = async (
  trx: Knex,
  runId: string,
  claim: string,
  ending: RunEnding,
): Promise<boolean> => {
  const { rowCount } = await trx.raw(
    `with ended as (
       update runs set state = :state, reason = :reason, result = :report,
                       detail = left(:detail::text, ${MAX_TEXT}), hint = left(:hint::text, ${MAX_TEXT}),
                       runtime = :runtime, image_id = :imageId, finished_at = now(), last_seq = last_seq + 1
       where id = :runId and claim = :claim and state = 'running' returning *
     )
     insert into run_events (run_id, seq, type, data)
     select e.id, e.last_seq, 'state',
            jsonb_build_object('state', e.state, 'reason', e.reason, 'detail', e.detail, 'hint', e.hint)
     from ended e`,
    { runId, claim, ...ending, report: ending.report ? JSON.stringify(ending.report) : null },
  )
  return rowCount > 0
}

/**
 * Asks for the end of a run: one that waits is cancelled at once, one that runs is marked for its worker, one
 * that has ended stays as it is.
 */
export const cancelRun = async (db: Knex, id: string): Promise<void> => {
  await db.raw(
    `with asked as (
       update runs set
         cancel_requested_at = coalesce(cancel_requested_at, now()),
         state = case state when 'queued' then 'cancelled' else state end,
         reason = case state when 'queued' then 'cancelled' else reason end,
         detail = case state when 'queued' then 'Cancelled before it started.' else detail end,
         finished_at = case state when 'queued' then now() else finished_at end,
         last_seq = last_seq + case state when 'queued' then 1 else 0 end
       where id = ? and state in ('queued', 'running') returning *
     )
     insert into run_events (run_id, seq, type, data)
     select a.id, a.last_seq, 'state',
            jsonb_build_object('state', a.state, 'reason', a.reason, 'detail', a.detail)
     from asked a where a.state = 'cancelled'`,
    [id],
  )
}
