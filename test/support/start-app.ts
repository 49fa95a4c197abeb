import { onTestFinished } from 'vitest'
import { createRelay } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Readiness } from '../../src/http/app-deps.ts'
import { type Ask, createAsk } from './ask.ts'
import { createTestDatabase } from './create-test-database.ts'
import { silentLogger } from './silent-logger.ts'

export interface StartOptions {
  /** Settings, as in the environment. */
  env?: Record<string, string>
  /** Also execute runs, on the real engine. */
  worker?: boolean
  readiness?: Readiness
  /** Whether requests need a token. */
  isTokenRequired?: boolean
}

/** A relay on a loopback port of its own, in this process, on a real database of its own. `stop` undoes everything. */
export const startApp = async (options: StartOptions = {}) => {
  const {
    env = {},
    worker = false,
    readiness = async () => ({ checks: { database: null }, warnings: [] }),
    isTokenRequired = false,
  } = options
  await using started = new AsyncDisposableStack()
  const db = await createTestDatabase()
  started.defer(() => db.drop())
  const own = {
    HOST: '127.0.0.1',
    PORT: '0',
    INSTANCE: `${db.name}-relay`,
    BRIDGE_ALLOW: '127.0.0.0/8',
    RUN_CPUS: '1',
    WARM_CONTAINERS: '0',
  }
  const config = readConfig({ ...own, ...env })
  const audited: string[] = []
  const auditSink = { write: (line: string) => void audited.push(line), close: async () => undefined }
  const parts = { database: db, readiness, isTokenRequired, auditSink }
  const relay = await createRelay(config, silentLogger, parts)
  started.defer(() => relay.stop(worker ? 1000 : 500))
  const url = await relay.listen()
  if (worker) await relay.work()
  const stack = started.move()
  return {
    url,
    express: relay.app,
    db,
    queue: relay.queue,
    feed: relay.feed,
    /** Lines of the audit so far. */
    audited,
    ask: createAsk(url),
    stop: () => stack.disposeAsync(),
  }
}
export type RunningApp = Awaited<ReturnType<typeof startApp>> & { ask: Ask }

/** The same, stopped at the end of the test. */
export const useApp = async (options?: StartOptions): Promise<RunningApp> => {
  const app = await startApp(options)
  onTestFinished(() => app.stop())
  return app
}
