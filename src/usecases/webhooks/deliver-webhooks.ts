import type { WebhookSender } from '../../bridge/create-webhook-sender.ts'
import type { RunView } from '../../contract/run.ts'
import type { Executor } from '../../db/create-database.ts'
import { toError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import { findRun } from '../../store/runs/queries.ts'
import { claimDelivery, type DueDelivery, noteAttempt } from '../../store/webhooks.ts'

const LOOK_MS = 2000
const AT_ONCE = 4
/** More than a delivery may take. */
const LEASE_SECONDS = 60
const MAX_ATTEMPTS = 10
const FIRST_PAUSE_SECONDS = 5
/** Five seconds become three and a half hours at the ninth failure; together half a day. */
const PAUSE_GROWTH = 2.5

const pauseAfter = (attempts: number) => FIRST_PAUSE_SECONDS * PAUSE_GROWTH ** (attempts - 1)

/** What is told of a run: what a list shows, without its parameters. */
const describe = ({ report: _report, artifacts: _artifacts, parameters: _parameters, ...run }: RunView) =>
  JSON.stringify({ type: 'run.ended', timestamp: run.finished_at, data: run })

interface DeliverDeps {
  db: Executor
  send: WebhookSender
  logger: Logger
}

const attempt = async ({ db, send, logger }: DeliverDeps, due: DueDelivery): Promise<void> => {
  const run = await findRun(db, due.run_id)
  // With its run the delivery goes as well.
  if (!run) return
  const answer = await send({ ...due, body: describe(run) })
  const isTaken = answer.ok && answer.status >= 200 && answer.status < 300
  const isLast = due.attempts >= MAX_ATTEMPTS
  await noteAttempt(db, due, {
    state: isTaken ? 'delivered' : isLast ? 'given-up' : 'waiting',
    status: answer.ok ? answer.status : null,
    problem: answer.ok ? null : answer.problem,
    pauseSeconds: isTaken ? 0 : pauseAfter(due.attempts),
  })
  if (!isTaken && isLast)
    logger.warn('a webhook was given up', { webhook_id: due.webhook_id, run_id: due.run_id })
}

/** Makes deliveries as long as some are due, one after the other. */
const deliverDue = async (deps: DeliverDeps, signal?: AbortSignal): Promise<void> => {
  while (!signal?.aborted) {
    const due = await claimDelivery(deps.db, LEASE_SECONDS)
    if (!due) return
    await attempt(deps, due)
  }
}

/** Looks for deliveries from time to time. A webhook that is slow, or away, holds up no other. */
export const keepDelivering = (deps: DeliverDeps) => {
  const stopping = new AbortController()
  const look = async () => {
    const all = Array.from({ length: AT_ONCE }, () => deliverDue(deps, stopping.signal))
    for (const result of await Promise.allSettled(all))
      if (result.status === 'rejected')
        deps.logger.warn('webhooks could not be looked after', { error: toError(result.reason) })
  }
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await look()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MS)
        stopping.signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
      })
    }
  }
  const done = loop()
  return {
    async stop(): Promise<void> {
      stopping.abort()
      await done
    },
  }
}
