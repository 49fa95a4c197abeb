import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { codeOf } from '../errors.ts'

/** SQLSTATE of a serialisation failure and of a deadlock: the same work done again is the cure. */
const WORTH_ANOTHER = ['40001', '40P01']
const ATTEMPTS = 6
const FIRST_PAUSE_MS = 10

/** Random, so that those who met do not meet again. */
const pauseMs = (attempt: number) => Math.random() * FIRST_PAUSE_MS * 2 ** attempt

/**
 * Does `work` in one transaction, and does it anew, some milliseconds later, when Postgres chose it as the victim of a
 * deadlock or could not serialise it. So `work` may run more than once, and only its last run counts: it changes
 * nothing but the database.
 * @throws what `work` or the commit threw; of conflicts only the last.
 */
export const transaction = async <T>(db: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (attempt === ATTEMPTS || !WORTH_ANOTHER.includes(codeOf(error) ?? '')) throw error
    }
    await sleep(pauseMs(attempt))
  }
}
