import type { ContainerState } from './engine-schemas.ts'

type Meaning = {
  /** The job's program has begun. A container that never started is no attempt. */
  isStarted: boolean
  isEnded: boolean
  /** What it does, or has left, may still be waited for and collected. */
  isAdoptable: boolean
}

const fresh: Meaning = { isStarted: false, isEnded: false, isAdoptable: false }
const active: Meaning = { isStarted: true, isEnded: false, isAdoptable: true }
const ended: Meaning = { isStarted: true, isEnded: true, isAdoptable: true }
/** Somebody removes it, or began to before the engine died: its exit code and its files prove nothing. */
const leaving: Meaning = { isStarted: false, isEnded: true, isAdoptable: false }

/** Every state that the engine knows, and what it means for an attempt. */
const meanings: Record<string, Meaning> = {
  created: fresh,
  running: active,
  paused: active,
  restarting: active,
  exited: ended,
  removing: leaving,
  dead: leaving,
}

/** What a state means, as a list of containers tells it; one that is not known proves nothing. */
export const meaningOfStatus = (status: string): Meaning => meanings[status] ?? leaving

/** The same with what `inspect` knows: what claims to have ended must have begun. */
export const meaningOf = ({ status, startedAt }: Pick<ContainerState, 'status' | 'startedAt'>): Meaning => {
  const meaning = meaningOfStatus(status)
  return meaning.isStarted && startedAt === null ? fresh : meaning
}
