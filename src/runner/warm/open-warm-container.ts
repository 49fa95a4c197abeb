import type { Duplex } from 'node:stream'
import type { Engine } from '../engine/create-engine.ts'
import { EngineError } from '../engine/engine-error.ts'
import { removeRun } from '../lifecycle/finish-run.ts'
import { pause } from '../pause.ts'
import { containerProfile, type ProfileOptions } from '../profile/container-profile.ts'
import { containerName, type RunKey } from '../profile/job-names.ts'
import { runtimeTraits } from '../profile/runtime-traits.ts'

/** Whoever has work goes first; with 16, an import got nowhere in 100 s on a machine with more to do (measured). */
const WAITING_SHARES = 128
const USUAL_SHARES = 1024
/** An import of TensorFlow takes seconds, and many times that where others have all processors. */
const READY_MS = 600_000
/** What it writes before its job; more is no program of ours. */
const MAX_BYTES = 64 * 1024
const READY = '"ready"}'
/** Answered with `ready`. A job's tar stream does not begin so. */
const ASK = Buffer.from([0])

export type WarmContainer = Awaited<ReturnType<typeof openWarmContainer>>

/**
 * Starts a container that imports what jobs need and then waits for its one job on stdin.
 * @throws EngineError, or the reason of `signal`; nothing is left then.
 */
export const openWarmContainer = async (
  engine: Engine,
  key: RunKey,
  profile: ProfileOptions,
  signal: AbortSignal,
) => {
  const discard = () => removeRun(engine, key)
  let stream: Duplex | null = null
  try {
    const isLight = runtimeTraits(profile.runtime).takesUpdates
    // Not broken off: an engine that nobody listens to any more makes it all the same, after it was looked for to be removed.
    const id = await engine.createContainer(
      containerProfile(key, isLight ? { ...profile, cpuShares: WAITING_SHARES } : profile),
    )
    signal.throwIfAborted()
    stream = await engine.attach(id, signal)
    const listener = listen(stream)
    await engine.start(id, signal)
    const startedAt = performance.now()
    const word = await listener.ready(1, READY_MS, signal)
    if (!word) throw new EngineError('engine', `engine: ${containerName(key)} did not become ready`)
    return {
      id,
      key,
      startedAt,
      discard,
      /** How it stands against others where processors are short; under some runtimes it always has the usual weight. */
      setWeight: async (weight: 'waiting' | 'usual') => {
        if (isLight) await engine.setCpuShares(id, weight === 'usual' ? USUAL_SHARES : WAITING_SHARES)
      },
      ...listener,
    }
  } catch (error) {
    stream?.destroy()
    await discard()
    signal.throwIfAborted()
    throw error
  }
}

/** Keeps what a waiting container writes, all of it for the reader of its job, and hears its `ready`. */
const listen = (stream: Duplex) => {
  const kept: Buffer[] = []
  const state = { bytes: 0, ready: 0, hasEnded: false, asked: 0, heard: new AbortController() }
  const wake = () => {
    state.heard.abort()
    state.heard = new AbortController()
  }
  const end = () => {
    state.hasEnded = true
    wake()
  }
  const take = (chunk: Buffer) => {
    kept.push(chunk)
    state.bytes += chunk.length
    state.ready = Buffer.concat(kept).toString('latin1').split(READY).length - 1
    if (state.bytes > MAX_BYTES) end()
    wake()
  }
  stream.on('data', take).once('end', end).once('close', end)

  const ready = async (times: number, ms: number, signal?: AbortSignal): Promise<boolean> => {
    const deadline = performance.now() + ms
    while (state.ready < times && !state.hasEnded && !signal?.aborted) {
      const left = deadline - performance.now()
      if (left <= 0) return false
      await pause(left, state.heard.signal, signal)
    }
    return state.ready >= times && !state.hasEnded && !signal?.aborted
  }
  return {
    ready,
    /** Whether it answers within `ms`. */
    ask: (ms: number): Promise<boolean> => {
      if (state.hasEnded || !stream.writable) return Promise.resolve(false)
      state.asked += 1
      stream.write(ASK)
      return ready(1 + state.asked, ms)
    },
    /** How often it has said so, in all. */
    heard: () => state.ready,
    question: ASK,
    /** Hands the stream over as if nobody had read of it. */
    release: (): Duplex => {
      stream.off('data', take).off('end', end).off('close', end)
      stream.pause()
      if (state.bytes > 0) stream.unshift(Buffer.concat(kept))
      return stream
    },
    close: () => void stream.destroy(),
  }
}
