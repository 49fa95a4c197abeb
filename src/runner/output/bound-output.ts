import { type JobEvent, jobEvent } from '../../contract/event.ts'
import type { LogLine, SeenOutput, StreamLimits } from '../types.ts'
import type { Line } from './read-lines.ts'

type Sinks = {
  onEvent: (event: JobEvent) => void | Promise<void>
  onLog: (line: LogLine) => void | Promise<void>
}

const TAIL_LINES = 20
/** What a container says that waits for its job; it is meant for the pool. */
export const READY = /^\{"type": ?"ready"\}$/
const NOTHING_SEEN: SeenOutput = { stdout: 0, stderr: 0 }

/**
 * Passes the first events and log lines of a job on, up to the limits; says once, as a warning event, that
 * the rest was dropped; keeps the last lines to explain a failure. What was `seen` counts but is not repeated.
 */
export const createOutputBound = (
  limits: StreamLimits,
  { onEvent, onLog }: Sinks,
  seen: SeenOutput = NOTHING_SEEN,
) => {
  const tail: string[] = []
  const toSkip = { ...seen }
  let events = 0
  let logLines = 0
  let logBytes = 0
  let truncated = false

  const truncate = async () => {
    if (truncated) return
    truncated = true
    const message = 'The job wrote more than the relay keeps; the rest of its output was dropped.'
    await onEvent({ type: 'warning', code: 'output-truncated', message })
  }
  const isRepeated = (stream: LogLine['stream']): boolean => {
    if (toSkip[stream] === 0) return false
    toSkip[stream] -= 1
    return true
  }
  const takeLog = async (stream: LogLine['stream'], line: Line) => {
    if (line.text === '') return
    tail.push(line.text.slice(0, 500))
    if (tail.length > TAIL_LINES) tail.shift()
    const bytes = Buffer.byteLength(line.text)
    if (logLines >= limits.maxLogLines || logBytes + bytes > limits.maxLogBytes) return truncate()
    logLines += 1
    logBytes += bytes
    if (!isRepeated(stream)) await onLog({ stream, ...line })
  }

  return {
    take: async (stream: LogLine['stream'], line: Line): Promise<void> => {
      if (stream === 'stdout' && READY.test(line.text)) return
      const event = stream === 'stdout' && !line.cut ? readEvent(line.text) : null
      if (!event) return takeLog(stream, line)
      if (events >= limits.maxEvents) return truncate()
      events += 1
      if (!isRepeated(stream)) await onEvent(event)
    },
    isTruncated: () => truncated,
    /** The last log lines, the newest last. */
    tail: () => tail.join('\n'),
  }
}
export type OutputBound = ReturnType<typeof createOutputBound>

/** A line of a job's stdout as an event; null for anything else, which is then kept as a log line. */
const readEvent = (line: string): JobEvent | null => {
  if (!line.startsWith('{')) return null
  try {
    return jobEvent.safeParse(JSON.parse(line)).data ?? null
  } catch {
    // Not JSON: some library printed a brace.
    return null
  }
}
