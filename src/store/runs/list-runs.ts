import type { Knex } from 'knex'
import type { RunState, RunView } from '../../contract/run.ts'
import { readRows } from '../rows.ts'
import { runColumns, runRow } from './run-row.ts'

export interface RunPage {
  state: RunState | undefined
  /** Most rows. */
  limit: number
  /** Rows to pass over. */
  offset: number
}

/** Newest first. */
export const listRuns = async (db: Knex, page: RunPage): Promise<RunView[]> => {
  const { rows } = await db.raw(
    `select ${runColumns} from runs r where (:state::text is null or r.state = :state)
     order by r.requested_at desc, r.id limit :limit offset :offset`,
    { ...page, state: page.state ?? null },
  )
  return readRows(runRow, rows)
}
