import type { Config } from '../../config.ts'
import type { Database, Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import type { Queue } from '../../queue/create-queue.ts'
import { insertRun, type NewRun, type RunOrigin } from '../../store/runs/lifecycle.ts'
import { countUnfinished } from '../../store/runs/queries.ts'
import { findTurn, priorityOf } from '../../store/runs/turns.ts'
import { findLabels } from '../../store/workers.ts'
import { failOnVanishedRows } from '../fail-on-vanished-rows.ts'

export interface SubmitDeps {
  db: Database
  queue: Queue
  config: Pick<Config, 'maxUnfinishedRuns' | 'clientShare'>
  /** Who asks; the run belongs to them. */
  owner: string | null
  /** The request by which they ask. */
  origin: RunOrigin
  /** What the worker must have. */
  labels: string[]
}

const refuseTooMany = (
  { all, own }: { all: number; own: number },
  { maxUnfinishedRuns, clientShare }: SubmitDeps['config'],
) => {
  const isOwn = own >= Math.max(1, Math.ceil(maxUnfinishedRuns * clientShare))
  if (!isOwn && all < maxUnfinishedRuns) return
  throw new AppError(
    'too-busy',
    isOwn ? `${own} of your runs are unfinished.` : `${all} runs are unfinished.`,
    {
      hint: 'Try again when some have ended; GET /runs?state=queued lists them.',
      retryAfter: 30,
    },
  )
}

/** @throws AppError `invalid-request` when no worker that is known has all of them: the run would wait for nobody. */
const expectLabels = async (db: Executor, labels: string[]): Promise<void> => {
  if (labels.length === 0) return
  const { is_there, known } = await findLabels(db, labels)
  if (is_there) return
  throw new AppError('invalid-request', `No worker has the labels ${labels.join(', ')}.`, {
    loc: ['header', 'run-labels'],
    hint: `Workers have ${known.length > 0 ? known.join(', ') : 'no labels'}. Leave out what is not needed, or start a worker with WORKER_LABELS=${labels.join(',')}.`,
  })
}

/**
 * Writes a run and its entry in the queue in one transaction, and with them what `also` writes. Returns its id.
 * @throws AppError `too-busy` when too many runs are unfinished, of all or of this owner, `not-found` when what it needs has just been
 *   deleted.
 */
export const submitRun = (
  { db, queue, config, owner, origin, labels }: SubmitDeps,
  run: NewRun,
  also: (trx: Executor, runId: string) => Promise<void> = async () => undefined,
): Promise<string> =>
  transaction(db.knex, async (trx) => {
    await expectLabels(trx, labels)
    refuseTooMany(await countUnfinished(trx, owner), config)
    const turn = await findTurn(trx, run.kind, owner)
    const id = await insertRun(trx, { ...run, owner, origin, labels, turn })
    await also(trx, id)
    await queue.enqueue(trx, id, priorityOf({ kind: run.kind, turn }), labels)
    return id
  }).catch(failOnVanishedRows)
