import { createBridgeClient } from './bridge/create-bridge-client.ts'
import { type Config, readConfig } from './config.ts'
import { createDatabase } from './db/create-database.ts'
import { startEmbeddedPostgres } from './db/embedded-postgres.ts'
import { keepPostgres } from './db/keep-postgres.ts'
import { migrate } from './db/migrate.ts'
import { toError } from './errors.ts'
import { createApp } from './http/create-app.ts'
import { decideAuthorization } from './http/guards/decide-authorization.ts'
import { listen } from './http/listen.ts'
import { createMetrics } from './http/metrics.ts'
import { createLogger, type Logger } from './logger.ts'
import { createQueue } from './queue/create-queue.ts'
import { createEngine } from './runner/engine/create-engine.ts'
import { createRunFeed } from './store/runs/feed.ts'
import { countTokens } from './store/tokens.ts'
import { checkReadiness } from './tasks/readiness/check-readiness.ts'
import { createIsolationCheck } from './tasks/readiness/create-isolation-check.ts'
import { createRuntimeChooser } from './tasks/readiness/create-runtime-chooser.ts'
import { createThumbnailer } from './thumbnail/create-thumbnailer.ts'
import { startWorker } from './worker/start-worker.ts'

/** Wires everything and starts it. Returns the function that stops it again, in reverse order. */
const start = async (config: Config, logger: Logger) => {
  await using started = new AsyncDisposableStack()
  const embedded = config.database.url ? null : await startEmbeddedPostgres(config.database.dataDir, logger)
  if (embedded) {
    started.defer(() => embedded.stop())
    started.defer(keepPostgres(config.database.dataDir, logger))
  }
  const url = config.database.url ?? embedded?.url ?? ''

  const db = createDatabase(url, logger)
  started.defer(() => db.close())
  await migrate(db.knex)
  const queue = createQueue({ url, runTimeoutSeconds: config.run.timeoutSeconds, logger })
  started.defer(() => queue.stop())
  await queue.start()
  const feed = createRunFeed(url, logger)
  started.defer(() => feed.stop())
  await feed.start()

  const { host, certPath } = config.docker
  const engine = createEngine({ host, ...(certPath ? { certPath } : {}) })
  const chooseRuntime = createRuntimeChooser(engine, config, logger)
  const graceMs = config.shutdownGraceSeconds * 1000
  const proveIsolation = createIsolationCheck(engine, config, logger)
  const readiness = () => checkReadiness({ db, engine, config, chooseRuntime, proveIsolation })
  const bridges = createBridgeClient({ allow: config.bridge.allow })
  const stopping = new AbortController()
  const app = createApp({
    // A worker answers about its health and its measurements only.
    isTokenRequired: config.role === 'worker' || decideAuthorization(config, await countTokens(db.knex)),
    stopping: stopping.signal,
    makeThumbnail: createThumbnailer(),
    metrics: createMetrics(db.knex),
    db,
    queue,
    feed,
    bridges,
    config,
    logger,
    readiness,
  })
  const server = await listen(app, config.listen)
  let worker: Awaited<ReturnType<typeof startWorker>> | null = null
  started.defer(async () => {
    stopping.abort()
    // Together: from the first moment on no run is claimed and no request is taken, and both have the same time.
    await Promise.all([server.close(graceMs), worker?.stop(graceMs)])
  })
  // Last: a relay that may not start, or finds its port taken, must not have claimed a run.
  if (config.role !== 'api') {
    const deps = { db, feed, engine, config, logger, chooseRuntime }
    worker = await startWorker({ deps, queue, concurrency: config.worker.concurrency, logger })
  }
  logger.info('ready', { address: server.address, role: config.role })
  return started.move()
}

const env = process.env
const logger = createLogger(env['LOG_LEVEL'] || 'info')
// A defect must end the process: its supervisor starts it anew, and nothing acknowledged is lost.
process.on('uncaughtException', (error) => {
  logger.error('a defect ends the relay', { error })
  process.exit(1)
})

try {
  const relay = await start(readConfig(env), logger)
  const stop = (signal: NodeJS.Signals) => {
    // A second signal ends it at once.
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(name)
    logger.info('stopping', { signal })
    relay.disposeAsync().then(
      () => process.exit(0),
      (error) => {
        logger.error('stopping failed', { error })
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
} catch (thrown) {
  const error = toError(thrown)
  logger.error(`The relay does not start: ${error.message}`, { error })
  process.exitCode = 1
}
