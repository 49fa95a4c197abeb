import { type OutputBound, READY } from '../output/bound-output.ts'
import { relayOutput } from '../output/relay-output.ts'
import { pause } from '../pause.ts'
import type { StreamLimits } from '../types.ts'
import type { WarmContainer } from './open-warm-container.ts'

/** Talks with the program of a container that does one job after the other: it is asked whether it lives, and heard. */
export const converse = (container: WarmContainer, limits: StreamLimits) => {
  const asked = { times: container.heard() }
  const stream = container.release()
  const state = { ready: 0, heard: new AbortController() }
  const ended = new AbortController()
  const job: { bound: OutputBound | null } = { bound: null }
  const bound: OutputBound = {
    take: async (source, line) => {
      if (source !== 'stdout' || !READY.test(line.text)) return job.bound?.take(source, line)
      state.ready += 1
      state.heard.abort()
      state.heard = new AbortController()
    },
    isTruncated: () => job.bound?.isTruncated() ?? false,
    tail: () => job.bound?.tail() ?? '',
  }
  void relayOutput(stream, bound, limits)
    .catch(() => undefined)
    .finally(() => ended.abort())
  return {
    stream,
    /** Fires when it says nothing any more. */
    ended: ended.signal,
    /** What it says goes there from now on. */
    listen: (to: OutputBound | null): void => {
      job.bound = to
    },
    /** Whether it answers within `ms`. */
    ask: async (ms: number): Promise<boolean> => {
      if (ended.signal.aborted || !stream.writable) return false
      asked.times += 1
      const wanted = asked.times
      stream.write(container.question)
      const deadline = performance.now() + ms
      while (state.ready < wanted && !ended.signal.aborted) {
        const left = deadline - performance.now()
        if (left <= 0) return false
        await pause(left, state.heard.signal, ended.signal)
      }
      return !ended.signal.aborted
    },
  }
}
export type Conversation = ReturnType<typeof converse>
