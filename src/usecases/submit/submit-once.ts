import { createHash } from 'node:crypto'
import { outsideReasons, type RunReason } from '../../contract/run.ts'
import type { Database } from '../../db/create-database.ts'
import { AppError, codeOf } from '../../errors.ts'
import type { Idempotency } from '../../store/runs/lifecycle.ts'
import { findByIdempotencyKey } from '../../store/runs/queries.ts'

const UNIQUE_VIOLATION = '23505'
/** As the database has it. */
const MAX_KEY = 255

const findEarlier = async (db: Database, { key, requestSha256 }: Idempotency) => {
  const earlier = await findByIdempotencyKey(db.knex, key)
  if (!earlier || earlier.request_sha256?.equals(requestSha256)) return earlier
  throw new AppError('conflict', 'This Idempotency-Key was used for a different request.', {
    hint: 'Choose a new key for a new request.',
    runId: earlier.id,
  })
}

const isFailedOutside = ({ reason }: { reason: RunReason | null }) =>
  reason !== null && outsideReasons.includes(reason)

interface Submitted {
  runId: string
  /** That an earlier run of the same key failed, and why. */
  warning: string | null
}

/**
 * Submits a request, or returns the run that the same request with the same `Idempotency-Key` made before, whatever
 * has changed since; but one that failed for a reason outside the request gives its key up to another run. `asked` is
 * what the caller sent.
 * @throws AppError `invalid-request` for an unusable key, `conflict` when it was used for something else, or what
 *   `submit` threw.
 */
export const submitOnce = async (
  db: Database,
  key: string | undefined,
  asked: object,
  submit: (idempotency: Idempotency | null) => Promise<string>,
): Promise<Submitted> => {
  if (key === undefined) return { runId: await submit(null), warning: null }
  if (key.length < 1 || key.length > MAX_KEY) {
    throw new AppError('invalid-request', `An Idempotency-Key has 1 to ${MAX_KEY} characters.`, {
      loc: ['header', 'idempotency-key'],
      hint: 'A UUID is a good one.',
    })
  }
  const idempotency = { key, requestSha256: createHash('sha256').update(JSON.stringify(asked)).digest() }
  const earlier = await findEarlier(db, idempotency)
  if (earlier && !isFailedOutside(earlier)) return { runId: earlier.id, warning: null }
  const warning =
    earlier &&
    `The run ${earlier.id} of the same Idempotency-Key failed for a reason outside the request (${earlier.reason}): this is another one.`
  try {
    const replaces = earlier && warning ? { replaces: { runId: earlier.id, warning } } : {}
    return { runId: await submit({ ...idempotency, ...replaces }), warning }
  } catch (error) {
    // Two equal requests at once: the other one was first.
    const first = codeOf(error) === UNIQUE_VIOLATION && (await findEarlier(db, idempotency))
    if (first) return { runId: first.id, warning: null }
    throw error
  }
}
