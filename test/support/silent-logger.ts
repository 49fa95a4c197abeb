import type { Logger } from '../../src/logger.ts'

const ignore = () => undefined

/** For tests that do not look at the log; DEBUG_LOG=1 shows it. */
export const silentLogger: Logger = process.env['DEBUG_LOG']
  ? console
  : { debug: ignore, info: ignore, warn: ignore, error: ignore }
