import type { Readiness } from './http/app-deps.ts'
import type { Logger } from './logger.ts'
import { pause } from './runner/pause.ts'

const LOOK_MS = 2000

interface TellOptions {
  readiness: Readiness
  logger: Logger
  /** What to say beside "ready". */
  fields: Record<string, unknown>
  signal: AbortSignal
  lookMs?: number
}

/** Logs that a relay is ready as soon as /readyz says so, and until then what it lacks, whenever that changes. */
export const tellReadiness = async ({ readiness, logger, fields, signal, lookMs = LOOK_MS }: TellOptions) => {
  for (let told = ''; !signal.aborted; await pause(lookMs, signal)) {
    const { checks } = await readiness()
    const wrong = Object.entries(checks).filter(([, problem]) => problem !== null)
    if (signal.aborted) return
    if (wrong.length === 0) return logger.info('ready', fields)
    const lacks = Object.fromEntries(wrong)
    if (JSON.stringify(lacks) !== told) logger.warn('not ready yet', { lacks })
    told = JSON.stringify(lacks)
  }
}
