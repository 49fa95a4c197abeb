import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'

const row = z.object({ claim: z.uuid().nullable(), cancel: z.boolean() })

/** Who has a run now, and whether its end was asked for. */
export const lookAtClaim = async (db: Knex, runId: string) => {
  const { rows } = await db.raw(
    'select claim, cancel_requested_at is not null as cancel from runs where id = ?',
    [runId],
  )
  return findRow(row, rows)
}
