import { setTimeout as sleep } from 'node:timers/promises'
import type { StreamLimits } from '../types.ts'
import type { OutputBound } from './bound-output.ts'
import { demultiplex } from './demultiplex.ts'
import { createLineReader } from './read-lines.ts'

/**
 * Reads an attached stream to its end: events and log lines go to `bound`. The end of the stream says
 * nothing about the container: an engine that is killed ends it just as cleanly.
 */
export const relayOutput = async (
  source: AsyncIterable<Uint8Array>,
  bound: OutputBound,
  limits: StreamLimits,
): Promise<void> => {
  const readers = {
    stdout: createLineReader(limits.maxLineBytes),
    stderr: createLineReader(limits.maxLineBytes),
  }
  try {
    for await (const { stream, bytes } of demultiplex(throttled(source, bound, limits))) {
      for (const line of readers[stream].push(bytes)) await bound.take(stream, line)
    }
  } finally {
    for (const stream of ['stdout', 'stderr'] as const) {
      for (const line of readers[stream].end()) await bound.take(stream, line)
    }
  }
}

/** Reads at full speed until something was dropped, then slowly: the pressure reaches the flooding job. */
async function* throttled(source: AsyncIterable<Uint8Array>, bound: OutputBound, limits: StreamLimits) {
  for await (const chunk of source) {
    yield chunk
    if (bound.isTruncated()) await sleep((chunk.length / limits.drainBytesPerSecond) * 1000)
  }
}
