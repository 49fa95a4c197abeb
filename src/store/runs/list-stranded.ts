import type { Knex } from 'knex'
import { z } from 'zod'
import { readRows } from '../rows.ts'

/** Minutes after which an unfinished run is worth a look at its entry in the queue. */
const SUSPICIOUS_MINUTES = 2

/** Unfinished runs that are old enough for the queue to have lost them. */
export const listStranded = async (db: Knex): Promise<string[]> => {
  const { rows } = await db.raw(
    `select id from runs where state in ('queued', 'running')
       and requested_at < now() - ? * interval '1 minute' order by requested_at limit 1000`,
    [SUSPICIOUS_MINUTES],
  )
  return readRows(z.object({ id: z.uuid() }), rows).map(({ id }) => id)
}
