import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../contract/scalars.ts'
import { ownerName } from './owners.ts'
import { findRow, readRows } from './rows.ts'
import { isoTime } from './sql.ts'

/** A webhook without its secret. */
export const webhook = z
  .object({
    id: z.int(),
    owner: ownerName,
    url: z.string().describe('Where the end of runs is told.'),
    created: time,
    waiting: z.int().describe('Deliveries that are still to be made.'),
  })
  .meta({ id: 'Webhook' })

const columns = `w.id, w.owner, w.url, ${isoTime('w.created_at')} as created,
  (select count(*)::int from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting') as waiting`

/** Those of one owner; all where `everybody` asks. */
export const listWebhooks = async (db: Knex, owner: string | null, everybody: boolean) => {
  const { rows } = await db.raw(
    `select ${columns} from webhooks w where :everybody or w.owner is not distinct from :owner order by w.id limit 1000`,
    { owner, everybody },
  )
  return readRows(webhook, rows)
}

/** Returns null, and adds nothing, where the owner has `most` already. */
export const insertWebhook = async (
  trx: Knex,
  { owner, url, secret, most }: { owner: string | null; url: string; secret: Buffer; most: number },
) => {
  // Two at once wait for each other, and count each other.
  await trx.raw("select pg_advisory_xact_lock(hashtext('webhooks of ' || coalesce(:owner, '')))", { owner })
  const { rows } = await trx.raw(
    `with w as (
       insert into webhooks (owner, url, secret) select :owner, :url, :secret
       where (select count(*) from webhooks where owner is not distinct from :owner) < :most returning *)
     select ${columns} from w`,
    { owner, url, secret, most },
  )
  return findRow(webhook, rows)
}

/** False when there was none. */
export const deleteWebhook = async (db: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from webhooks where id = ?', [id])
  return rowCount > 0
}

export const webhookDelivery = z
  .object({
    id: z.uuid().describe('What `webhook-id` says, at every attempt.'),
    run_id: z.uuid(),
    state: z.enum(['waiting', 'delivered', 'given-up']),
    attempts: z.int(),
    status: z.int().nullable().describe('HTTP status of the last answer.'),
    problem: z.string().nullable().describe('Why the last attempt was none.'),
    next_at: time.describe('When it is tried again, where it waits.'),
  })
  .meta({ id: 'WebhookDelivery' })

/** The newest of a webhook; null when there is no such webhook. */
export const listDeliveries = async (db: Knex, webhookId: number, limit: number) => {
  const { rows } = await db.raw('select 1 from webhooks where id = ?', [webhookId])
  if (rows.length === 0) return null
  const found = await db.raw(
    `select id, run_id, state, attempts, status, problem, ${isoTime('next_at')} as next_at
     from webhook_deliveries where webhook_id = ? order by next_at desc, id limit ?`,
    [webhookId, limit],
  )
  return readRows(webhookDelivery, found.rows)
}

const dueDelivery = z.object({
  id: z.uuid(),
  webhook_id: z.int(),
  run_id: z.uuid(),
  attempts: z.int(),
  url: z.string(),
  secret: z.instanceof(Buffer),
  /** Seconds of Unix time, by the database's clock. */
  timestamp: z.int(),
})
export type DueDelivery = z.infer<typeof dueDelivery>

/**
 * Takes one that is due for an attempt, and keeps its webhook to itself for `leaseSeconds`: each is spoken to by one
 * relay, with one thing, at a time. Null when nothing is due.
 */
export const claimDelivery = async (db: Knex, leaseSeconds: number): Promise<DueDelivery | null> => {
  const { rows } = await db.raw(
    `with due as (
       select d.id, d.webhook_id from webhook_deliveries d join webhooks w on w.id = d.webhook_id
       where d.state = 'waiting' and d.next_at <= now() and w.paused_until <= now()
       order by d.next_at limit 1 for update of d, w skip locked),
     held as (
       update webhooks w set paused_until = now() + :leaseSeconds * interval '1 second' from due
       where w.id = due.webhook_id returning w.id, w.url, w.secret)
     update webhook_deliveries d set attempts = d.attempts + 1
     from due join held on held.id = due.webhook_id where d.id = due.id
     returning d.id, d.webhook_id, d.run_id, d.attempts, held.url, held.secret,
       extract(epoch from now())::int as timestamp`,
    { leaseSeconds },
  )
  return findRow(dueDelivery, rows)
}

interface Attempt {
  state: 'waiting' | 'delivered' | 'given-up'
  status: number | null
  problem: string | null
  /** Seconds until the webhook is spoken to again. */
  pauseSeconds: number
}

/** Notes what an attempt brought. */
export const noteAttempt = async (
  db: Knex,
  { id, webhook_id }: Pick<DueDelivery, 'id' | 'webhook_id'>,
  attempt: Attempt,
): Promise<void> => {
  await db.raw(
    `with freed as (
       update webhooks set paused_until = now() + :pauseSeconds * interval '1 second' where id = :webhookId)
     update webhook_deliveries set state = :state, status = :status, problem = left(:problem::text, 200),
       next_at = now() + :pauseSeconds * interval '1 second',
       ended_at = case when :state = 'waiting' then null else now() end
     where id = :id`,
    { ...attempt, id, webhookId: webhook_id },
  )
}

/** Forgets what was told, or given up, `days` ago. Returns how many. */
export const forgetDeliveries = async (db: Knex, days: number): Promise<number> => {
  const { rowCount } = await db.raw(
    "delete from webhook_deliveries where ended_at < now() - :days * interval '1 day'",
    { days },
  )
  return rowCount
}
