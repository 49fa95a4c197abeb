import type { Knex } from 'knex'
import { type RunEvent, runEvent } from '../../contract/run.ts'
import { readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

/** Events after `seq`, in order, at most `limit`. */
export const listEvents = async (
  db: Knex,
  runId: string,
  seq: number,
  limit: number,
): Promise<RunEvent[]> => {
  const { rows } = await db.raw(
    `select seq, ${isoTime('at')} as at, type, data from run_events where run_id = ? and seq > ? order by seq limit ?`,
    [runId, seq, limit],
  )
  return readRows(runEvent, rows)
}
