import type { Knex } from 'knex'
import { z } from 'zod'
import { jobKinds } from '../../contract/job.ts'
import { runStates } from '../../contract/run.ts'
import { readRow, readRows } from '../rows.ts'

const runCount = z.object({
  kind: z.enum(jobKinds),
  state: z.enum(runStates),
  runs: z.int(),
  /** Seconds since the oldest of them was asked for. */
  oldest: z.coerce.number(),
})

/** Runs by kind and state. */
export const countRunsByKind = async (db: Knex) => {
  const { rows } = await db.raw(
    `select kind, state, count(*) as runs, extract(epoch from now() - min(requested_at)) as oldest
     from runs group by kind, state`,
  )
  return readRows(runCount, rows)
}

const sizes = z.object({ database: z.int(), blobs: z.int() })

/** Bytes on disk: of the database, and of the pictures and artifacts in it. */
export const measureSizes = async (db: Knex) => {
  const { rows } = await db.raw(
    `select pg_database_size(current_database()) as database, pg_total_relation_size('blob_chunks') as blobs`,
  )
  return readRow(sizes, rows)
}
