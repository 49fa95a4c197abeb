import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Logger } from '../../logger.ts'
import { meaningOf } from '../engine/container-states.ts'
import type { Engine } from '../engine/create-engine.ts'
import { identityOf } from '../outcome.ts'
import { pause } from '../pause.ts'
import type { ProfileOptions } from '../profile/container-profile.ts'
import { containerName, type RunKey, volumeName, warmKey } from '../profile/job-names.ts'
import { openWarmContainer, type WarmContainer } from './open-warm-container.ts'

/** Well below the minute after which an image's program waits no longer (wait_warm.py). */
const LOOK_MS = 15_000
/** One that waited so long makes room for a fresh one. */
const MAX_AGE_MS = 1_800_000
/** A waiting program answers in a millisecond, a busy machine in some hundred. */
const ANSWER_MS = 1000
/** From a container that was lent to the start of the next one. */
const LENT_MS = 1000
/** After a container that did not become ready. */
const AGAIN_MS = 60_000

type PoolOptions = {
  engine: Engine
  logger: Logger
  instance: string
  /** How many containers wait. */
  size: number
  /** The image's program, told to import, to say `ready`, and to wait. */
  command: string[]
  /** What jobs would get now; null where none may wait. A rejection is taken as null. */
  describe: () => Promise<ProfileOptions | null>
}

/**
 * Containers that have imported TensorFlow and wait for their one job each, under the very profile of jobs. Nothing
 * rests on them: whoever gets none starts a container of his own.
 */
export const createWarmPool = ({ engine, logger, instance, size, command, describe }: PoolOptions) => {
  const stopping = new AbortController()
  const waiting: { container: WarmContainer; profile: ProfileOptions }[] = []
  const counts = { taken: 0, missed: 0, failed: 0 }
  const state = {
    nudge: new AbortController(),
    notBefore: 0,
    working: Promise.resolve(),
    filling: Promise.resolve(),
    isFilling: false,
  }

  const discard = async ({ close, discard, key }: WarmContainer) => {
    close()
    await discard().catch((error: unknown) =>
      logger.warn('a warm container could not be removed', { name: containerName(key), error }),
    )
  }
  const fill = async (profile: ProfileOptions) => {
    const key = warmKey(randomUUID(), instance)
    try {
      const container = await openWarmContainer(engine, key, { ...profile, command }, stopping.signal)
      waiting.push({ container, profile })
      logger.debug('a warm container waits', { name: containerName(key) })
    } catch (error) {
      if (stopping.signal.aborted) return
      counts.failed += 1
      state.notBefore = performance.now() + AGAIN_MS
      logger.warn('no container could be warmed; runs start cold', { error })
    }
  }
  const look = async () => {
    const profile = size > 0 ? await describe().catch(() => null) : null
    const checked = await Promise.all(
      waiting.map(async (entry) => {
        const isFresh = performance.now() - entry.container.startedAt < MAX_AGE_MS
        const isWanted = profile !== null && isDeepStrictEqual(profile, entry.profile)
        if (!isFresh || !isWanted) return { entry, keep: false }
        const keep = await entry.container.ask(ANSWER_MS)
        // An image whose program does not know the question would be warmed again and again.
        if (!keep && waiting.includes(entry)) state.notBefore = performance.now() + AGAIN_MS
        return { entry, keep }
      }),
    )
    for (const { entry, keep } of checked) {
      const at = waiting.indexOf(entry)
      // Taken meanwhile.
      if (keep || at < 0) continue
      waiting.splice(at, 1)
      await discard(entry.container)
    }
    if (profile && !state.isFilling) state.filling = fillUp(profile)
  }
  /** Beside the looks: those that wait must be asked meanwhile. */
  const fillUp = async (profile: ProfileOptions) => {
    state.isFilling = true
    const isWanted = () => waiting.length < size && performance.now() >= state.notBefore
    while (isWanted() && !stopping.signal.aborted) await fill(profile)
    state.isFilling = false
  }
  const keepFilled = async () => {
    while (!stopping.signal.aborted) {
      state.nudge = new AbortController()
      await look()
      await pause(LOOK_MS, stopping.signal, state.nudge.signal)
    }
  }
  /** Gives a waiting container to an attempt; null, and nothing of it left, when it is not fit. */
  const give = async (container: WarmContainer, key: RunKey) => {
    try {
      if (!(await container.ask(ANSWER_MS))) throw new Error('it does not answer')
      // A name that is taken means that an earlier try has a container: that one must be looked at.
      await engine.rename(container.id, containerName(key))
      const [found] = await Promise.all([engine.inspect(container.id), container.setWeight('usual')])
      if (!found.running || !meaningOf(found).isAdoptable) throw new Error(`it is ${found.status}`)
      const waited = performance.now() - container.startedAt
      // By the engine's clock, as all such times.
      const startedAt = found.startedAt && new Date(found.startedAt.getTime() + waited)
      return { stream: container.release(), known: { ...identityOf(found), startedAt } }
    } catch (error) {
      logger.warn('a warm container was not fit for its job, which starts cold', { run_id: key.runId, error })
      container.close()
      await engine.removeContainer(container.id).catch(() => undefined)
      await engine.removeVolume(volumeName(container.key)).catch(() => undefined)
      return null
    }
  }

  const pick = (profile: ProfileOptions) => {
    const at = waiting.findIndex((entry) => isDeepStrictEqual(entry.profile, profile))
    const [entry] = at < 0 ? [] : waiting.splice(at, 1)
    return entry?.container ?? null
  }

  return {
    /** A container that runs, has its final name and waits for inputs; null when there is none of that profile. */
    take: async (key: RunKey, profile: ProfileOptions) => {
      const container = pick(profile)
      const given = container ? await give(container, key) : null
      counts[given ? 'taken' : 'missed'] += 1
      state.nudge.abort()
      return given
    },
    /** One that keeps its name, for a caller who asks and removes it; null when none of that profile waits. */
    lend: (profile: ProfileOptions): WarmContainer | null => {
      const container = pick(profile)
      counts[container ? 'taken' : 'missed'] += 1
      // A prediction takes less than the start of the next container, which would take its processor.
      void pause(LENT_MS, stopping.signal).then(() => state.nudge.abort())
      return container
    },
    /** How many wait, and what became of requests so far. */
    counts: () => ({ waiting: waiting.length, ...counts }),
    start: () => {
      state.working = keepFilled()
    },
    /** Removes every container that waits. */
    stop: async () => {
      stopping.abort()
      await state.working
      await state.filling
      await Promise.all(waiting.splice(0).map(({ container }) => discard(container)))
    },
  }
}
export type WarmPool = ReturnType<typeof createWarmPool>
