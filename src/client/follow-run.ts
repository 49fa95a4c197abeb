import { EventSourceParserStream } from 'eventsource-parser/stream'
import { dataOf, type RelayClient } from './create-relay-client.ts'
import { isPassing } from './relay-error.ts'

/** Pauses between attempts, in milliseconds: doubled from the first to the last. */
const FIRST_PAUSE_MS = 250
const LAST_PAUSE_MS = 10_000
/** How long it goes on trying while nobody answers. */
const PATIENCE_MS = 10 * 60_000

/** An event of a run. `data` has what happened, with `at`, when. */
export interface FollowedEvent {
  /** Counted from 1. */
  seq: number
  type: string
  data: Record<string, unknown>
}

interface FollowOptions {
  /** The last event that is known already. */
  after?: number
  signal?: AbortSignal
  /** Told when the connection was lost, and how long it waits before it tries again. */
  onLost?: (pauseMs: number) => void
  /** How long it goes on trying while nobody answers. */
  patienceMs?: number
}

const ENDED = new Set(['succeeded', 'failed', 'cancelled'])
const isEnd = ({ type, data }: FollowedEvent) => type === 'state' && ENDED.has(String(data['state']))

const pause = (milliseconds: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })

/** One connection's events. It may end, or throw, before the run has ended. */
async function* readEvents(client: RelayClient, runId: string, after: number, signal?: AbortSignal) {
  const answer = await client.GET('/runs/{run_id}/events', {
    params: { path: { run_id: runId }, header: { 'Last-Event-ID': String(after) } },
    parseAs: 'stream',
    ...(signal ? { signal } : {}),
  })
  const stream = dataOf<ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined>(answer)
  if (!stream) return
  const events = stream.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  // Not `for await`: not every browser can iterate over a stream.
  const reader = events.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { id, event = 'message', data } = next.value
      const followed: FollowedEvent = { seq: Number(id), type: event, data: JSON.parse(data) }
      yield followed
    }
  } finally {
    // Also when the reader of these events stops early.
    await reader.cancel().catch(() => undefined)
  }
}

const hasEnded = async (client: RelayClient, runId: string): Promise<boolean> => {
  const { state } = dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id: runId } } }))
  return ENDED.has(state)
}

/**
 * The events of a run as they happen, up to its end. A lost connection is made again, and nothing is missed or told
 * twice.
 * @throws RelayError when the relay refuses, or nobody has answered for too long.
 */
export async function* followRun(
  client: RelayClient,
  runId: string,
  { after = 0, signal, onLost, patienceMs = PATIENCE_MS }: FollowOptions = {},
): AsyncGenerator<FollowedEvent, void, undefined> {
  let last = after
  let pauseMs = FIRST_PAUSE_MS
  let waitedMs = 0
  for (;;) {
    try {
      for await (const event of readEvents(client, runId, last, signal)) {
        last = event.seq
        pauseMs = FIRST_PAUSE_MS
        waitedMs = 0
        yield event
        if (isEnd(event)) return
      }
      // The relay stops, or the end is among the events that are known already.
      if (await hasEnded(client, runId)) return
    } catch (error) {
      // A connection that breaks while it is read throws what `fetch` throws.
      if (signal?.aborted || waitedMs > patienceMs || !(isPassing(error) || error instanceof TypeError))
        throw error
    }
    if (signal?.aborted) return
    onLost?.(pauseMs)
    await pause(pauseMs, signal)
    waitedMs += pauseMs
    pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)
  }
}
