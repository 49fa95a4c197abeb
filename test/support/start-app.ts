import { onTestFinished } from 'vitest'
import { createBridgeClient } from '../../src/bridge/create-bridge-client.ts'
import { readConfig } from '../../src/config.ts'
import type { Readiness } from '../../src/http/app-deps.ts'
import { createApp } from '../../src/http/create-app.ts'
import { listen } from '../../src/http/listen.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { createEngine } from '../../src/runner/engine/create-engine.ts'
import { createRunFeed } from '../../src/store/runs/feed.ts'
import { createRuntimeChooser } from '../../src/tasks/readiness/create-runtime-chooser.ts'
import { createThumbnailer } from '../../src/thumbnail/create-thumbnailer.ts'
import { startWorker } from '../../src/worker/start-worker.ts'
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

/**
 * The application on a loopback port of its own, with a real database, queue and feed: all that main.ts wires, less
 * the process. `stop` undoes everything.
 */
export const startApp = async (options: StartOptions = {}) => {
  const { env = {}, worker = false, readiness, isTokenRequired = false } = options
  await using started = new AsyncDisposableStack()
  const db = await createTestDatabase()
  started.defer(() => db.drop())
  const logger = silentLogger
  const instance = `${db.name}-relay`
  const config = readConfig({ BRIDGE_ALLOW: '127.0.0.0/8', INSTANCE: instance, RUN_CPUS: '1', ...env })
  const queue = createQueue({ url: db.url, runTimeoutSeconds: config.run.timeoutSeconds, logger })
  started.defer(() => queue.stop())
  await queue.start()
  const feed = createRunFeed(db.url, logger)
  started.defer(() => feed.stop())
  await feed.start()
  if (worker) {
    const engine = createEngine({ host: config.docker.host })
    const chooseRuntime = createRuntimeChooser(engine, config, logger)
    const deps = { db, feed, engine, config, logger, chooseRuntime }
    const running = await startWorker({ deps, queue, concurrency: 1, logger })
    started.defer(() => running.stop(1000))
  }
  const stopping = new AbortController()
  const app = createApp({
    isTokenRequired,
    stopping: stopping.signal,
    db,
    queue,
    feed,
    bridges: createBridgeClient({ allow: config.bridge.allow }),
    config,
    logger,
    readiness: readiness ?? (async () => ({ database: null })),
    makeThumbnail: createThumbnailer(),
    metrics: createMetrics(db.knex),
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  started.defer(() => server.close(500))
  started.defer(() => stopping.abort())
  const stack = started.move()
  return {
    url: server.address,
    express: app,
    db,
    queue,
    feed,
    ask: createAsk(server.address),
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
