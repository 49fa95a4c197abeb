import type { Logger } from '../../logger.ts'
import type { Engine } from '../engine/create-engine.ts'
import { pause } from '../pause.ts'

const KILL_AGAIN_MS = 5000

type Options = {
  logger: Logger
  /** Milliseconds between SIGTERM and SIGKILL; 0 kills at once. */
  graceMs: number
  /** Fires when the container was seen to have ended, or is given up. */
  ended: AbortSignal
}

/** Asks a container to stop, then kills it, again and again until `ended`: a kill does not always take. */
export const stopContainer = async (
  engine: Engine,
  name: string,
  { logger, graceMs, ended }: Options,
): Promise<void> => {
  const kill = (signal: 'SIGTERM' | 'SIGKILL') =>
    engine.kill(name, signal, ended).catch((error: unknown) => {
      if (!ended.aborted) logger.warn('a container could not be signalled', { name, signal, error })
    })
  if (graceMs > 0) {
    await kill('SIGTERM')
    await pause(graceMs, ended)
  }
  while (!ended.aborted) {
    await kill('SIGKILL')
    await pause(KILL_AGAIN_MS, ended)
  }
}
