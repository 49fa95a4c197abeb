import type { Knex } from 'knex'
import { z } from 'zod'
import { runStates } from '../../contract/run.ts'
import { readRow, readRows } from '../rows.ts'

/** Number of runs in every state, none left out. */
export const countRuns = async (db: Knex) => {
  const { rows } = await db.raw(
    `select s.state, (select count(*) from runs r where r.state = s.state) as runs from unnest(?::text[]) as s(state)`,
    [[...runStates]],
  )
  return readRows(z.object({ state: z.enum(runStates), runs: z.int() }), rows)
}

/** Runs that are queued or running. */
export const countUnfinished = async (db: Knex): Promise<number> => {
  const { rows } = await db.raw("select count(*) as runs from runs where state in ('queued', 'running')")
  return readRow(z.object({ runs: z.int() }), rows).runs
}
