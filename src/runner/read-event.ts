import { type JobEvent, jobEvent } from '../contract/event.ts'

/** A line of a job's stdout as an event; null for anything else, which is then kept as a log line. */
export const readEvent = (line: string): JobEvent | null => {
  if (!line.startsWith('{')) return null
  try {
    return jobEvent.safeParse(JSON.parse(line)).data ?? null
  } catch {
    // Not JSON: some library printed a brace.
    return null
  }
}
