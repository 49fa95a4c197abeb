import { setTimeout as sleep } from 'node:timers/promises'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { toError } from '../errors.ts'
import type { Logger } from '../logger.ts'

const POLL_MS = 500
/** Groups that are remembered; beyond that they are learned anew. */
const MAX_GROUPS = 1000

/** How many claims a heartbeat found; pg-boss's types do not tell. */
const touched = z.object({ affected: z.int() })

/** A group of jobs asks for labels; its name is that of all of them. */
export const groupOf = (labels: string[]): string => labels.join(',')

interface TakeOptions<T> {
  boss: PgBoss
  queue: string
  /** What this worker has. */
  labels: string[]
  heartbeatMs: number
  execute: (job: JobWithMetadata<T>, signal: AbortSignal) => Promise<void>
  logger: Logger
}

/**
 * Takes jobs of one queue, one at a time in each place. A job that asks for labels which this worker lacks is handed back
 * untouched, and its like are left to others from then on: pg-boss's own `work` would take them all.
 */
export const createTaker = <T extends object>(options: TakeOptions<T>) => {
  const { boss, queue, labels, heartbeatMs, execute, logger } = options
  /** Groups that ask for what is not here. */
  const others = new Set<string>()
  const claims = new Set<AbortController>()
  const waking = { nudge: new AbortController() }

  const isForOthers = (group: string | null | undefined): group is string =>
    typeof group === 'string' && !group.split(',').every((label) => labels.includes(label))

  const takeOne = async (): Promise<JobWithMetadata<T> | undefined> => {
    const [job] = await boss.fetch<T>(queue, { includeMetadata: true, ignoreGroups: [...others] })
    if (!job || !isForOthers(job.groupId)) return job
    if (others.size >= MAX_GROUPS) others.clear()
    others.add(job.groupId)
    // Back into the queue at once; failing it would have it wait.
    await boss.cancel(queue, job.id)
    await boss.resume(queue, job.id)
    return takeOne()
  }

  /** Says that a job is under way until `done`, and aborts it where it is another's by then. */
  const keepClaim = (job: JobWithMetadata<T>, claim: AbortController) =>
    setInterval(() => {
      boss.touch(queue, job).then(
        (answer) => {
          if (touched.safeParse(answer).data?.affected === 0)
            claim.abort(new Error('The run was taken over.'))
        },
        // A beat that was not heard says nothing about the claim.
        () => undefined,
      )
    }, heartbeatMs)

  /** Whether it came to its end. */
  const perform = async (job: JobWithMetadata<T>): Promise<boolean> => {
    const claim = new AbortController()
    claims.add(claim)
    const beat = keepClaim(job, claim)
    try {
      await execute(job, claim.signal)
      await boss.complete(queue, job)
      return true
    } catch (error) {
      const { message } = toError(error)
      await boss.fail(queue, job, { message })
      return false
    } finally {
      clearInterval(beat)
      claims.delete(claim)
    }
  }

  const keepTaking = async (stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      const began = performance.now()
      // From before the look, so that a nudge during it counts.
      const { nudge } = waking
      try {
        const job = await takeOne()
        // Others may wait behind it. After a failure they would fail alike, so the place is quiet for a while.
        if (job && (await perform(job))) continue
      } catch (error) {
        // What was under way is delivered again when its heartbeat is missed.
        logger.warn('the queue could not be asked; trying again', { error })
      }
      const left = Math.max(0, POLL_MS - (performance.now() - began))
      const signal = AbortSignal.any([stopping, nudge.signal])
      await sleep(left, undefined, { signal }).catch(() => undefined)
    }
  }
  let stopping = new AbortController()
  return {
    /** Takes jobs in so many places more. */
    open(places: number) {
      for (let place = 0; place < places; place++) void keepTaking(stopping.signal)
    },
    /** Looks now rather than at the next poll. */
    wake() {
      waking.nudge.abort()
      waking.nudge = new AbortController()
    },
    /** Takes none from here on; what is under way goes on. */
    close() {
      stopping.abort()
      stopping = new AbortController()
    },
    /** Lets go of all. */
    abort() {
      stopping.abort()
      for (const claim of claims) claim.abort(new Error('The relay stops.'))
    },
  }
}
