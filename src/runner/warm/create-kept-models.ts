import { isDeepStrictEqual } from 'node:util'
import type { Logger } from '../../logger.ts'
import type { Engine } from '../engine/create-engine.ts'
import { type Identity, identityOf, type Outcome } from '../outcome.ts'
import { pause } from '../pause.ts'
import type { ProfileOptions } from '../profile/container-profile.ts'
import { containerName } from '../profile/job-names.ts'
import { askKept, type Question } from './ask-kept.ts'
import { type Conversation, converse } from './converse.ts'
import type { WarmPool } from './create-warm-pool.ts'
import type { WarmContainer } from './open-warm-container.ts'

const MIB = 1024 * 1024
/** Well below the minute after which an image's program waits no longer (wait_warm.py). */
const LOOK_MS = 15_000
/** Somebody who shows one picture after the other thinks for a moment in between. */
const IDLE_MS = 120_000
const MAX_AGE_MS = 1_800_000
const MAX_ANSWERS = 1000
/** With TensorFlow, a model of a board's size and the largest picture it takes 549 MiB at most (measured). */
const MAX_BYTES = 1024 * MIB
const READY_MS = 1000
/** Then a container of its own is tried. */
const ANSWER_MS = 60_000
/** After which the processor is left to whoever has work. */
const CALM_MS = 1000

type Entry = {
  container: WarmContainer
  conversation: Conversation
  known: Identity
  model: string
  profile: ProfileOptions
  answers: number
  weight: 'waiting' | 'usual'
  /** Fires when it is taken. */
  taken: AbortController
}

type KeptOptions = {
  engine: Engine
  logger: Logger
  /** Where its containers come from. */
  pool: Pick<WarmPool, 'lend'>
  /** How many may wait with their model now. */
  size: () => number
  /** Milliseconds after its last answer. */
  idleMs?: number
}

/**
 * Containers that keep one version of one model loaded for whoever asked for it first, and are removed some time after
 * their last answer. Only good answers come from here: whatever else happens removes the container, and the question
 * is put to one of its own.
 */
export const createKeptModels = ({ engine, logger, pool, size, idleMs = IDLE_MS }: KeptOptions) => {
  const stopping = new AbortController()
  /** The one that waits longest is first. */
  const idle: Entry[] = []
  const removals = new Set<Promise<void>>()
  const counts = { answered: 0, again: 0, failed: 0 }

  const discard = (container: WarmContainer) => {
    container.close()
    const removal = container
      .discard()
      .catch((error: unknown) =>
        logger.warn('a container that kept a model could not be removed', {
          name: containerName(container.key),
          error,
        }),
      )
      .finally(() => removals.delete(removal))
    removals.add(removal)
  }
  const remove = (entry: Entry): boolean => {
    const at = idle.indexOf(entry)
    if (at >= 0) idle.splice(at, 1)
    return at >= 0
  }
  const isWell = async ({ container, conversation, answers }: Entry): Promise<boolean> => {
    const isYoung = performance.now() - container.startedAt < MAX_AGE_MS && answers < MAX_ANSWERS
    if (!isYoung || !(await conversation.ask(READY_MS))) return false
    const bytes = await engine.memoryBytes(container.id, stopping.signal)
    return bytes !== null && bytes <= MAX_BYTES
  }
  const lighten = async (entry: Entry) => {
    if (!idle.includes(entry)) return
    entry.weight = 'waiting'
    await entry.container.setWeight('waiting')
  }
  /** Until it is taken, or has waited too long, or is not well. */
  const rest = async (entry: Entry) => {
    const until = performance.now() + idleMs
    const { signal } = entry.taken
    const sleep = (ms: number) =>
      pause(Math.min(ms, until - performance.now()), signal, stopping.signal, entry.conversation.ended)
    await sleep(CALM_MS)
    const isCalm = await lighten(entry).then(
      () => true,
      () => false,
    )
    while (isCalm && !signal.aborted && !stopping.signal.aborted && performance.now() < until) {
      if (!(await isWell(entry).catch(() => false))) break
      await sleep(LOOK_MS)
    }
    if (remove(entry)) discard(entry.container)
  }
  const keep = (entry: Entry) => {
    entry.taken = new AbortController()
    idle.push(entry)
    while (idle.length > (stopping.signal.aborted ? 0 : size())) {
      const [oldest] = idle.splice(0, 1)
      oldest?.taken.abort()
      if (oldest) discard(oldest.container)
    }
    if (idle.includes(entry)) void rest(entry)
  }
  const takeIdle = ({ model, profile }: Question): Entry | null => {
    const entry = idle.findLast((one) => one.model === model && isDeepStrictEqual(one.profile, profile))
    if (!entry) return null
    remove(entry)
    entry.taken.abort()
    return entry
  }
  const lend = async ({ model, profile, streams }: Question): Promise<Entry | null> => {
    const container = pool.lend(profile)
    if (!container) return null
    const [found, hasAnswered] = await Promise.all([
      engine.inspect(container.id).catch(() => null),
      container.ask(READY_MS),
    ])
    if (!found?.running || !hasAnswered) {
      discard(container)
      return null
    }
    const conversation = converse(container, streams)
    const entry = { container, conversation, known: identityOf(found), model, profile, answers: 0 }
    return { ...entry, weight: 'waiting', taken: new AbortController() }
  }
  const ask = async (question: Question, entry: Entry): Promise<Outcome | null> => {
    const { container, conversation, known, answers } = entry
    const isLoaded = answers > 0
    if (isLoaded && !(await conversation.ask(READY_MS))) return null
    const ends = [question.cancel, question.release, stopping.signal, AbortSignal.timeout(ANSWER_MS)]
    const signal = AbortSignal.any(ends.filter((end) => end !== undefined))
    const age = () => performance.now() - container.startedAt
    const asked = { conversation, containerId: container.id, isLoaded, known, age, signal }
    const weigh = entry.weight === 'usual' ? undefined : container.setWeight('usual')
    entry.weight = 'usual'
    const [outcome] = await Promise.all([askKept(question, asked), weigh])
    if (outcome) counts[isLoaded ? 'again' : 'answered'] += 1
    return outcome
  }

  return {
    /** The outcome of a prediction that went well here; null when it must be made in a container of its own. */
    answer: async (question: Question): Promise<Outcome | null> => {
      if (size() < 1 || stopping.signal.aborted) return null
      const entry = takeIdle(question) ?? (await lend(question))
      if (!entry) return null
      const outcome = await ask(question, entry).catch((error: unknown) => {
        logger.warn('a container that keeps a model did not answer', { run_id: question.key.runId, error })
        return null
      })
      if (outcome) keep({ ...entry, answers: entry.answers + 1 })
      else {
        counts.failed += 1
        discard(entry.container)
      }
      return outcome
    },
    /** How many wait with their model, and what became of predictions so far. */
    counts: () => ({ waiting: idle.length, ...counts }),
    /** Removes every container that waits. */
    stop: async () => {
      stopping.abort()
      for (const { container } of idle.splice(0)) discard(container)
      await Promise.all(removals)
    },
  }
}
export type KeptModels = ReturnType<typeof createKeptModels>
