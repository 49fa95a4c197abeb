import type { JobEvent } from '../../contract/event.ts'
import type { JobResult } from '../../contract/job.ts'
import { inPhase } from '../in-phase.ts'
import type { WatchOptions } from '../types.ts'
import { collectOnce } from './collect-all.ts'

type Sinks = { onEvent: (event: JobEvent) => Promise<void>; onLog: WatchOptions['onLog'] }

/**
 * Collects while the job's program still winds down, from the moment on when it says that its manifest is complete.
 * Every artifact is checked against the manifest, whatever the program does meanwhile; what goes wrong is left to the
 * collection after the end, and how the program ends still decides.
 */
export const createEarlyCollection = (options: WatchOptions) => {
  const stopping = new AbortController()
  const { release } = options
  const signal = release ? AbortSignal.any([release, stopping.signal]) : stopping.signal
  const state: { result: Promise<JobResult | null> } = { result: Promise.resolve(null) }
  const begin = async (): Promise<JobResult | null> => {
    const collect = () => collectOnce({ ...options, release: signal }, { exitCode: 0 })
    const collected = await inPhase(options, 'collect outputs', collect).catch(() => null)
    if (collected?.how !== 'read' || collected.outputProblem !== null) return null
    return collected.result?.outcome === 'succeeded' ? collected.result : null
  }
  return {
    /** The same sinks, which begin the collection when they hear of a success, once. */
    listening: ({ onEvent, onLog }: Sinks): Sinks => {
      const heard = { once: false }
      return {
        onLog,
        onEvent: async (event) => {
          if (event.type === 'result' && event.outcome === 'succeeded' && !heard.once) {
            heard.once = true
            state.result = begin()
          }
          await onEvent(event)
        },
      }
    },
    /** The manifest whose artifacts were all collected; null when that did not happen. */
    collected: (): Promise<JobResult | null> => state.result,
    /** Nothing is collected from here on. */
    stop: async (): Promise<void> => {
      stopping.abort()
      await state.result
    },
  }
}
