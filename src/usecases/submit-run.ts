import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database, Executor } from '../db/create-database.ts'
import { AppError, codeOf } from '../errors.ts'
import type { Queue } from '../queue/create-queue.ts'
import { countUnfinished } from '../store/runs/count-runs.ts'
import { findByIdempotencyKey } from '../store/runs/find-by-idempotency-key.ts'
import { insertRun, type NewRun } from '../store/runs/insert-run.ts'

const UNIQUE_VIOLATION = '23505'
/** As the database has it. */
const MAX_KEY = 255

export interface SubmitDeps {
  db: Database
  queue: Queue
  config: Pick<Config, 'maxUnfinishedRuns'>
}

const findEarlier = async (db: Database, key: string, requestSha256: Buffer): Promise<string | null> => {
  const earlier = await findByIdempotencyKey(db.knex, key)
  if (!earlier) return null
  if (earlier.request_sha256?.equals(requestSha256)) return earlier.id
  throw new AppError('conflict', 'This Idempotency-Key was used for a different request.', {
    hint: 'Choose a new key for a new request.',
    runId: earlier.id,
  })
}

/**
 * Writes the run and its entry in the queue in one transaction. The same `Idempotency-Key` with the same request
 * returns the first run's id.
 * `also` writes what belongs to the run in the same transaction.
 * @throws AppError `invalid-request` for an unusable key, `conflict` when the key was used for something else, `too-busy` when too many runs wait.
 */
export const submitRun = async (
  { db, queue, config }: SubmitDeps,
  run: Omit<NewRun, 'idempotency'>,
  idempotencyKey: string | undefined,
  also: (trx: Executor, runId: string) => Promise<void> = async () => undefined,
): Promise<string> => {
  const requestSha256 = createHash('sha256').update(JSON.stringify(run)).digest()
  const insert = () =>
    db.knex.transaction(async (trx) => {
      if ((await countUnfinished(trx)) >= config.maxUnfinishedRuns) {
        const hint = 'Try again when some have ended; GET /runs?state=queued lists them.'
        throw new AppError('too-busy', `${config.maxUnfinishedRuns} runs are unfinished.`, {
          hint,
          retryAfter: 30,
        })
      }
      const idempotency = idempotencyKey === undefined ? null : { key: idempotencyKey, requestSha256 }
      const id = await insertRun(trx, { ...run, idempotency })
      await also(trx, id)
      await queue.enqueue(trx, id)
      return id
    })
  if (idempotencyKey === undefined) return insert()
  if (idempotencyKey.length < 1 || idempotencyKey.length > MAX_KEY) {
    throw new AppError('invalid-request', `An Idempotency-Key has 1 to ${MAX_KEY} characters.`, {
      loc: ['header', 'idempotency-key'],
      hint: 'A UUID is a good one.',
    })
  }
  const earlier = await findEarlier(db, idempotencyKey, requestSha256)
  if (earlier) return earlier
  try {
    return await insert()
  } catch (error) {
    // Two equal requests at once: the other one was first.
    const first = codeOf(error) === UNIQUE_VIOLATION && (await findEarlier(db, idempotencyKey, requestSha256))
    if (first) return first
    throw error
  }
}
