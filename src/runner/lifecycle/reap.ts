import type { Logger } from '../../logger.ts'
import { meaningOfStatus } from '../engine/container-states.ts'
import type { Engine } from '../engine/create-engine.ts'
import { attemptOf, isWarm, LABEL_INSTANCE, parseRunLabels, type RunKey } from '../profile/job-names.ts'
import { removeRun } from './finish-run.ts'

const DEFAULT_MIN_AGE_MS = 60_000

export type ReapOptions = {
  instance: string
  logger: Logger
  /** Whether the run may still need its container. */
  keep: (key: RunKey) => boolean | Promise<boolean>
  /** Younger things are left alone: their run may be about to be written down. Milliseconds. */
  minAgeMs?: number
}

/** A warm container ends by itself when its relay is gone; one older than that hangs. */
const OLDEST_WARM_MS = 3_600_000

type Found = { key: RunKey; createdAt: Date | null; use: 'job' | 'waits' | 'waited' }

/**
 * Removes the containers and volumes of this installation that no run needs any more: what crashes have left.
 * Answers how many runs it cleaned up after; what cannot be removed is logged and left for the next time.
 * @throws EngineError when the engine cannot be asked, or what `keep` threw.
 */
export const reap = async (engine: Engine, options: ReapOptions): Promise<number> => {
  const { logger } = options
  let reaped = 0
  for await (const key of findLeftovers(engine, options)) {
    try {
      await removeRun(engine, key)
      reaped += 1
    } catch (error) {
      logger.warn('what an ended run left could not be removed', { run_id: key.runId, error })
    }
  }
  return reaped
}

/** What `reap` would remove. */
export async function* findLeftovers(
  engine: Engine,
  { instance, keep, minAgeMs = DEFAULT_MIN_AGE_MS }: Omit<ReapOptions, 'logger'>,
): AsyncGenerator<RunKey> {
  // No run is about to be written down for one that waited and has ended.
  const leastAges = { job: minAgeMs, waits: OLDEST_WARM_MS, waited: 0 }
  for (const { key, createdAt, use } of await findAll(engine, instance)) {
    // An age by two clocks: a volume from the future, or of no known age, is not old.
    const age = createdAt ? Date.now() - createdAt.getTime() : 0
    if (age >= leastAges[use] && !(await keep(key))) yield key
  }
}

/** One that is only created may be about to be started. */
const useOf = (key: RunKey, status: string): Found['use'] => {
  const { isStarted, isEnded } = meaningOfStatus(status)
  if (!isWarm(key) || !isStarted) return 'job'
  return isEnded ? 'waited' : 'waits'
}

/** Every attempt of which there is a container, a volume or both; the age is that of the youngest. */
const findAll = async (engine: Engine, instance: string): Promise<Found[]> => {
  const label = [`${LABEL_INSTANCE}=${instance}`]
  const [containers, volumes] = await Promise.all([engine.listContainers(label), engine.listVolumes(label)])
  const byAttempt = new Map<string, Found>()
  const idOf = ({ runId, attempt }: RunKey) => `${runId} ${attempt}`
  for (const { labels, createdAt } of volumes) {
    const key = parseRunLabels(labels)
    if (key) byAttempt.set(idOf(key), { key, createdAt, use: 'job' })
  }
  for (const container of containers) {
    const attempt = attemptOf(container)
    if (!attempt) continue
    const { key, born } = attempt
    // The volume of one that was warm goes with its container.
    byAttempt.delete(idOf(born))
    byAttempt.set(idOf(key), { key, createdAt: container.createdAt, use: useOf(key, container.status) })
  }
  return [...byAttempt.values()]
}
