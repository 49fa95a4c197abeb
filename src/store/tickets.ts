import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRow } from './rows.ts'
import { isoTime } from './sql.ts'
import { type Scope, scopes } from './tokens.ts'

/** Seconds from the making of a ticket to its use. */
const LIFETIME = 60

const digest = (ticket: string) => createHash('sha256').update(ticket).digest()

/** Who lets somebody in. */
export interface TicketHolder {
  name: string | null
  scopes: Scope[]
}

/** Makes a ticket to the events of a run, for one use within a minute; tickets nobody used go. Only its digest is stored. */
export const insertTicket = async (db: Knex, runId: string, holder: TicketHolder) => {
  const ticket = `tmt_${randomBytes(32).toString('base64url')}`
  await db.raw('delete from tickets where expires_at <= now()')
  const { rows } = await db.raw(
    `insert into tickets (sha256, run_id, client, scopes, expires_at)
     values (:sha256, :runId, :name, :scopes, now() + :seconds * interval '1 second')
     returning ${isoTime('expires_at')} as expires`,
    {
      sha256: digest(ticket),
      runId,
      name: holder.name,
      scopes: holder.scopes,
      seconds: LIFETIME,
    },
  )
  return { ticket, expires: readRow(z.object({ expires: z.string() }), rows).expires }
}

const holder = z.object({ name: z.string().nullable(), scopes: z.array(z.enum(scopes)) })

/** Uses a ticket up. Null for one that is unknown, used or too old, and for one to another run. */
export const redeemTicket = async (db: Knex, runId: string, ticket: string): Promise<TicketHolder | null> => {
  const { rows } = await db.raw(
    `delete from tickets where sha256 = ? and run_id::text = ? and expires_at > now()
     returning client as name, scopes`,
    [digest(ticket), runId.toLowerCase()],
  )
  return findRow(holder, rows)
}
