import type { Config } from '../../config.ts'
import type { Database, Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import type { Queue } from '../../queue/create-queue.ts'
import { insertRun, type NewRun } from '../../store/runs/lifecycle.ts'
import { countUnfinished } from '../../store/runs/queries.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'

export interface SubmitDeps {
  db: Database
  queue: Queue
  config: Pick<Config, 'maxUnfinishedRuns'>
  /** Who asks; the run belongs to them. */
  owner: string | null
}

/**
 * Writes a run and its entry in the queue in one transaction, and with them what `also` writes. Returns its id.
 * @throws AppError `too-busy` when too many runs are unfinished, `not-found` when what it needs has just been
 *   deleted.
 */
export const submitRun = (
  { db, queue, config, owner }: SubmitDeps,
  run: NewRun,
  also: (trx: Executor, runId: string) => Promise<void> = async () => undefined,
): Promise<string> =>
  transaction(db.knex, async (trx) => {
    if ((await countUnfinished(trx)) >= config.maxUnfinishedRuns) {
      throw new AppError('too-busy', `${config.maxUnfinishedRuns} runs are unfinished.`, {
        hint: 'Try again when some have ended; GET /runs?state=queued lists them.',
        retryAfter: 30,
      })
    }
    const id = await insertRun(trx, { ...run, owner })
    await also(trx, id)
    await queue.enqueue(trx, id)
    return id
  }).catch(failOnVanishedRows)
