import { meaningOf } from '../engine/container-states.ts'
import type { Engine } from '../engine/create-engine.ts'
import { hasEngineCode } from '../engine/engine-error.ts'
import type { ContainerState } from '../engine/engine-schemas.ts'
import { pause } from '../pause.ts'

/** After a hint the engine may still need a moment to write the end down. */
const FIRST_PAUSE_MS = 20
const LONGEST_OUTAGE_PAUSE_MS = 15_000

export type WaitOptions = {
  pollMs: number
  /** Milliseconds for which an engine that does not answer is waited for. */
  engineGraceMs: number
  /** Fires when there is reason to look at once: the output ended. Proves nothing. */
  hint?: AbortSignal
  /** Fires when nobody wants to know any more. */
  giveUp?: AbortSignal
}

export type Exit =
  | { how: 'exited'; state: ContainerState; sawOutage: boolean }
  /** The engine does not know the container, does not know any more that it started it, or removes it. */
  | { how: 'gone' }
  /** The engine was silent for too long. */
  | { how: 'unreachable'; error: unknown }
  | { how: 'given-up' }

/**
 * Watches a container that was started until it has ended. Only what `inspect` says counts: the engine's wait call never
 * settles when the engine dies, and a stream that ends proves nothing (both measured).
 */
export const waitForExit = async (
  engine: Engine,
  name: string,
  { pollMs, engineGraceMs, hint, giveUp }: WaitOptions,
): Promise<Exit> => {
  let outageStart: number | null = null
  let sawOutage = false
  let quick = FIRST_PAUSE_MS
  for (;;) {
    if (giveUp?.aborted) return { how: 'given-up' }
    try {
      const state = await engine.inspect(name)
      const { isAdoptable, isEnded } = meaningOf(state)
      if (!isAdoptable) return { how: 'gone' }
      if (isEnded) return { how: 'exited', state, sawOutage }
      outageStart = null
    } catch (error) {
      if (hasEngineCode(error, 'not-found')) return { how: 'gone' }
      sawOutage = true
      outageStart ??= performance.now()
      if (performance.now() - outageStart > engineGraceMs) return { how: 'unreachable', error }
    }
    const wanted = outageStart === null ? pollMs : Math.min(LONGEST_OUTAGE_PAUSE_MS, pollMs * 2)
    const ms = hint?.aborted ? Math.min(quick, wanted) : wanted
    if (hint?.aborted) quick *= 2
    await pause(ms, hint?.aborted ? undefined : hint, giveUp)
  }
}
