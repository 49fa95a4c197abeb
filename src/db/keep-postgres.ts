import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../logger.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const LOOK_MS = 2000

/** Whether the process that the server wrote down lives; one that may not be signalled lives as well. */
const isAlive = async (dataDir: string): Promise<boolean> => {
  const file = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(file.split('\n')[0])
  if (!(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Starts the embedded PostgreSQL again, under its old address, whenever it has died. Returns what ends this. */
export const keepPostgres = (dataDir: string, logger: Logger, lookMs = LOOK_MS) => {
  const stopped = new AbortController()
  const look = async (): Promise<void> => {
    if (stopped.signal.aborted || (await isAlive(dataDir))) return
    logger.warn('the embedded PostgreSQL has died and is started again')
    await startEmbeddedPostgres(dataDir, logger)
  }
  const state = { looking: Promise.resolve() }
  const timer = setInterval(() => {
    state.looking = state.looking
      .then(look)
      .catch((error: unknown) => logger.error('the embedded PostgreSQL does not come back', { error }))
  }, lookMs)
  return async () => {
    stopped.abort()
    clearInterval(timer)
    await state.looking
  }
}
