import type { Knex } from 'knex'
import { z } from 'zod'
import { type JobKind, jobKinds } from '../../contract/job.ts'
import {
  type RunState,
  type RunSummary,
  type RunView,
  runReasons,
  runStates,
  runSummary,
  runView,
} from '../../contract/run.ts'
import { findRow, readRow, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'
import { WAITS_FOR } from '../workers.ts'
import { filterRuns, type RunFilter } from './filter.ts'

/** Parameters that a list shows, in bytes of JSON; what is stored from before there was a bound may be longer. */
const MAX_LISTED = 16 * 1024
const PARAMETERS = "r.request -> 'parameters'"

/** SQL of a run without what is large; expects `runs r`. */
const columns = (parameters: string) => `
  r.id, r.kind, r.owner, r.state, r.reason, r.detail, r.hint, r.dataset_id, r.model_id,
  (select c.id from compiled_models c where c.run_id = r.id) as compiled_model_id, ${parameters} as parameters, r.request -> 'require' as require,
  r.labels, ${WAITS_FOR} as waiting_for,
  ${isoTime('r.requested_at')} as requested_at, ${isoTime('r.started_at')} as started_at,
  ${isoTime('r.finished_at')} as finished_at, ${isoTime('r.cancel_requested_at')} as cancel_requested_at,
  r.attempts, r.worker, r.request_id, r.runtime, r.image_id`

/** The same with everything. */
const runColumns = `${columns(PARAMETERS)}, r.result as report,
  coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'media_type', a.media_type, 'bytes', a.bytes)
                             order by a.name)
            from artifacts a where a.run_id = r.id), '[]'::jsonb) as artifacts`

const summaryColumns = columns(
  `case when octet_length((${PARAMETERS})::text) <= ${MAX_LISTED} then ${PARAMETERS} else '{}' end`,
)

export const findRun = async (db: Knex, id: string): Promise<RunView | null> => {
  const { rows } = await db.raw(`select ${runColumns} from runs r where r.id = ?`, [id])
  return findRow(runView, rows)
}

const stateRow = z.object({ state: z.enum(runStates) })

/** The state alone: whoever waits for a run asks for it often. */
export const findState = async (db: Knex, id: string): Promise<RunState | null> => {
  const { rows } = await db.raw('select state from runs where id = ?', [id])
  return findRow(stateRow, rows)?.state ?? null
}

const keyedRun = z.object({
  id: z.uuid(),
  request_sha256: z.instanceof(Buffer).nullable(),
  reason: z.enum(runReasons).nullable(),
})

/** The run that a request with this key made, with the digest of that request, and why it did not succeed. */
export const findByIdempotencyKey = async (db: Knex, key: string) => {
  const { rows } = await db.raw('select id, request_sha256, reason from runs where idempotency_key = ?', [
    key,
  ])
  return findRow(keyedRun, rows)
}

export interface RunPage extends RunFilter {
  /** Most rows. */
  limit: number
  /** Rows to pass over. */
  offset: number
}

/** Newest first, without reports and artifacts. */
export const listRuns = async (db: Knex, { limit, offset, ...filter }: RunPage): Promise<RunSummary[]> => {
  const { where, bindings } = filterRuns(filter)
  // The page is cut out first: else the columns of all rows before it are made as well.
  const { rows } = await db.raw(
    `select ${summaryColumns} from (
       select * from runs ${where} order by requested_at desc, id limit :limit offset :offset) r
     order by r.requested_at desc, r.id`,
    { ...bindings, limit, offset },
  )
  return readRows(runSummary, rows)
}

/** A run by its place in the list. */
export interface RunPlace {
  /** ISO 8601, with its microseconds. */
  requestedAt: string
  id: string
}

export interface RunsAfter extends RunFilter {
  /** Most rows. */
  limit: number
  /** Only what comes after this one; null from the newest on. */
  after: RunPlace | null
}

/** The same from a place on. However far it is, and whatever comes or goes meanwhile, no row is passed over or seen twice. */
export const listRunsAfter = async (
  db: Knex,
  { limit, after, ...filter }: RunsAfter,
): Promise<RunSummary[]> => {
  const { where, bindings } = filterRuns(filter)
  // The first condition is what the index on the order finds its place by.
  const beyond = after
    ? `${where ? 'and' : 'where'} requested_at <= :at::timestamptz and (requested_at < :at::timestamptz or id > :id::uuid)`
    : ''
  const { rows } = await db.raw(
    `select ${summaryColumns} from (
       select * from runs ${where} ${beyond} order by requested_at desc, id limit :limit) r
     order by r.requested_at desc, r.id`,
    { ...bindings, limit, ...(after ? { at: after.requestedAt, id: after.id } : {}) },
  )
  return readRows(runSummary, rows)
}

/** How many runs a filter lets through. */
export const countMatchingRuns = async (db: Knex, filter: RunFilter): Promise<number> => {
  const { where, bindings } = filterRuns(filter)
  const { rows } = await db.raw(`select count(*) as runs from runs ${where}`, bindings)
  return readRow(z.object({ runs: z.int() }), rows).runs
}

/**
 * A run that succeeded and was asked for the same of the same model, by the image that the newest run had: another one may
 * have another result. Null where there is none.
 */
export const findEqualRun = async (
  db: Knex,
  { kind, modelId, request }: { kind: JobKind; modelId: number; request: object },
): Promise<string | null> => {
  const { rows } = await db.raw(
    `select id from runs
     where kind = :kind and model_id = :modelId and state = 'succeeded' and result is not null
       and request - 'description' = :request::jsonb - 'description'
       and image_id = (select image_id from runs where image_id is not null order by finished_at desc nulls last limit 1)
     order by requested_at limit 1`,
    { kind, modelId, request: JSON.stringify(request) },
  )
  return findRow(z.object({ id: z.uuid() }), rows)?.id ?? null
}

/** Runs that are queued or running: all, and those of one owner. */
export const countUnfinished = async (db: Knex, owner: string | null) => {
  const { rows } = await db.raw(
    `select count(*) as all, count(*) filter (where owner = ?) as own from runs
     where state in ('queued', 'running')`,
    [owner],
  )
  return readRow(z.object({ all: z.int(), own: z.int() }), rows)
}

/** Whether a container of a run is still of use: the run has not ended. */
export const isUnfinished = async (db: Knex, runId: string): Promise<boolean> => {
  const { rows } = await db.raw("select 1 from runs where id = ? and state in ('queued', 'running')", [runId])
  return rows.length > 0
}

/** Whether a run is known here and has ended. */
export const hasEnded = async (db: Knex, runId: string): Promise<boolean> => {
  const { rows } = await db.raw("select 1 from runs where id = ? and state not in ('queued', 'running')", [
    runId,
  ])
  return rows.length > 0
}

/** Minutes after which an unfinished run is worth a look at its entry in the queue. */
const SUSPICIOUS_MINUTES = 2

const strandedRun = z.object({
  id: z.uuid(),
  kind: z.enum(jobKinds),
  turn: z.int(),
  labels: z.array(z.string()),
})

/** Unfinished runs that are old enough for the queue to have lost them. */
export const listStranded = async (db: Knex) => {
  const { rows } = await db.raw(
    `select id, kind, turn, labels from runs where state in ('queued', 'running')
       and requested_at < now() - ? * interval '1 minute' order by requested_at limit 1000`,
    [SUSPICIOUS_MINUTES],
  )
  return readRows(strandedRun, rows)
}

const claimState = z.object({ claim: z.uuid().nullable(), cancel: z.boolean() })

/** Who has a run now, and whether its end was asked for. */
export const lookAtClaim = async (db: Knex, runId: string) => {
  const { rows } = await db.raw(
    'select claim, cancel_requested_at is not null as cancel from runs where id = ?',
    [runId],
  )
  return findRow(claimState, rows)
}
