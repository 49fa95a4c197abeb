import packageJson from '../package.json' with { type: 'json' }
import { createBridgeClient } from './bridge/create-bridge-client.ts'
import { createWebhookSender } from './bridge/create-webhook-sender.ts'
import type { Config } from './config.ts'
import { boards } from './contract/catalogue.ts'
import type { Database } from './db/create-database.ts'
import { expectRoom } from './db/expect-room.ts'
import { noteInstallation } from './db/note-installation.ts'
import { openDatabase } from './db/open-database.ts'
import { SetupError, toError } from './errors.ts'
import type { AuditSink, Readiness } from './http/app-deps.ts'
import { createApp, createOpsApp } from './http/create-app.ts'
import { openAuditSink } from './http/guards/access/create-audit-trail.ts'
import { decideAuthorization, needsTokens } from './http/guards/access/decide-authorization.ts'
import { listen } from './http/listen.ts'
import type { Logger } from './logger.ts'
import { createMetrics, type Metrics } from './metrics/create-metrics.ts'
import { createQueue } from './queue/create-queue.ts'
import { createEngine } from './runner/engine/create-engine.ts'
import { findDataDisk } from './runner/engine/find-data-disk.ts'
import { labelInstallation } from './store/installation.ts'
import { createListCache } from './store/list-changes.ts'
import { createRunFeed } from './store/runs/feed.ts'
import { countTokens } from './store/tokens.ts'
import { checkReadiness } from './tasks/readiness/check-readiness.ts'
import { createGate } from './tasks/readiness/create-gate.ts'
import { createGpuFinder } from './tasks/readiness/create-gpu-finder.ts'
import { createIsolationCheck } from './tasks/readiness/create-isolation-check.ts'
import { createRuntimeChooser } from './tasks/readiness/create-runtime-chooser.ts'
import { shareRecent } from './tasks/readiness/share-recent.ts'
import { createThumbnailer } from './thumbnail/create-thumbnailer.ts'
import { createTracing } from './tracing/create-tracing.ts'
import { readOwnBoards } from './usecases/boards/read-own-boards.ts'
import { loadDemoRows } from './usecases/load-demo-rows.ts'
import { makeFirstToken } from './usecases/make-first-token.ts'
import { keepDelivering } from './usecases/webhooks/deliver-webhooks.ts'
import { startWorker } from './worker/start-worker.ts'
import { createWarmContainers } from './worker/warm-containers.ts'

/** Where jobs run: the engine, the label of this installation’s containers there, which of its runtimes they get, the proof that they are isolated there, and the gate. */
export const createJobHost = (
  config: Config,
  instance: string,
  logger: Logger,
  onCall?: Metrics['engineCall'],
) => {
  const { host, certPath } = config.docker
  const engine = createEngine({ host, ...(certPath ? { certPath } : {}), ...(onCall && { onCall }) })
  const runtimes = createRuntimeChooser(config, logger)
  const proveIsolation = createIsolationCheck({ engine, config, instance, logger })
  const findGpus = createGpuFinder({ engine, config, instance })
  return {
    engine,
    instance,
    ...runtimes,
    proveIsolation,
    findGpus,
    admit: createGate({ engine, config, ...runtimes, findGpus, proveIsolation }),
  }
}

/** @throws SetupError that names the setting. */
const allowing = <T>(setting: string, make: () => T): T => {
  try {
    return make()
  } catch (cause) {
    throw new SetupError(`${setting} makes no sense: ${toError(cause).message}.`, { cause })
  }
}

/** Whether requests need a token; a first one is made where the operator said where to put it. */
const arrangeTokens = async (config: Config, { knex }: Database, logger: Logger): Promise<boolean> => {
  const file = config.firstTokenFile
  if (file && needsTokens(config) && (await makeFirstToken(knex, file)))
    logger.warn('the first token was made, of scope admin', { file })
  return decideAuthorization(config, await countTokens(knex))
}

/** The predecessor's rows, where the operator wants them. */
const fillEmptyRelay = async ({ demoRows, role }: Config, { knex }: Database, logger: Logger) => {
  if (!demoRows || role === 'worker') return
  const outcome = await loadDemoRows(knex)
  if (outcome === 'loaded') logger.info('the demo rows were loaded')
  if (outcome === 'occupied') logger.info('the demo rows were not loaded: there are other rows')
}

/** What a test puts in the place of what the configuration says. */
export interface RelayParts {
  /** An open database; closing it stays with who opened it. */
  database?: Database & { url: string }
  readiness?: Readiness
  isTokenRequired?: boolean
  auditSink?: AuditSink
}

/**
 * The one wiring of a relay, from its configuration: `listen` begins to take requests, `work` to execute runs, `stop`
 * undoes everything in reverse order. Nothing is served and no run is claimed before.
 * @throws SetupError that says why the relay may not start.
 */
export const createRelay = async (config: Config, logger: Logger, parts: RelayParts = {}) => {
  await using made = new AsyncDisposableStack()
  const ownBoards = await readOwnBoards(config.boardsFile)
  const db = parts.database ?? (await openDatabase(config, logger, { schema: 'migrate', keepAlive: true }))
  if (!parts.database) {
    made.defer(() => db.close())
    await expectRoom(db.slow)
  }
  const about = { version: packageJson.version, role: config.role }
  const tracing = await createTracing({ endpoint: config.traces, name: config.worker.name, ...about })
  made.defer(() => tracing.stop())
  const metrics = createMetrics({ db, ...about })
  made.defer(() => metrics.leave())
  const { labels } = config.worker
  const queue = createQueue({ pool: db.queue, runTimeoutSeconds: config.run.timeoutSeconds, labels, logger })
  made.defer(() => queue.stop())
  await queue.start()
  const feed = createRunFeed(db.url, logger)
  made.defer(() => feed.stop())
  await feed.start()

  const auditSink =
    parts.auditSink ??
    (await openAuditSink(config.auditLog, (error) =>
      logger.error('the audit log cannot be written', { error }),
    ))
  made.defer(() => auditSink.close())

  const instance = await labelInstallation(db.knex, config.docker.instance)
  if (!parts.database && !config.database.url) await noteInstallation(config.database.dataDir, instance)
  await fillEmptyRelay(config, db, logger)
  const host = createJobHost(config, instance, logger, metrics.engineCall)
  const { warm, kept } = createWarmContainers({ config, logger, ...host })
  metrics.watchWarm(warm.counts, kept.counts)
  const { url, dataDir, disk = url ? null : dataDir } = config.database
  metrics.watchDisks({
    ...(config.role === 'api' ? {} : { engine: () => findDataDisk(host.engine, config.docker.host) }),
    ...(config.role === 'worker' || disk === null ? {} : { database: async () => disk }),
  })
  const stopping = new AbortController()
  const thumbnails = createThumbnailer()
  made.defer(() => thumbnails.stop())
  const deps = {
    // A worker answers about its health and its measurements only.
    isTokenRequired:
      parts.isTokenRequired ?? (config.role === 'worker' || (await arrangeTokens(config, db, logger))),
    stopping: stopping.signal,
    thumbnails,
    metrics,
    tracing,
    lists: createListCache(db.knex),
    auditSink,
    bridges: allowing('BRIDGE_ALLOW', () => createBridgeClient(config.bridge)),
    boards: [...boards, ...ownBoards],
    readiness: parts.readiness ?? shareRecent(() => checkReadiness({ db, config, ...host }), 1000),
    db,
    queue,
    feed,
    config,
    logger,
  }
  const send = allowing('WEBHOOK_ALLOW', () => createWebhookSender(config.webhooks))
  const app = createApp(deps)
  const active: {
    server?: Awaited<ReturnType<typeof listen>>
    ops?: Awaited<ReturnType<typeof listen>>
    worker?: Awaited<ReturnType<typeof startWorker>>
    webhooks?: ReturnType<typeof keepDelivering>
  } = {}
  const undo = made.move()
  return {
    db,
    queue,
    feed,
    app,
    readiness: deps.readiness,
    ...host,
    /** Returns the address. */
    async listen(): Promise<string> {
      const { host, port, opsHost, opsPort } = config.listen
      // Behind a proxy all come from its address.
      const share = config.trustProxy > 0 ? 1 : config.clientShare
      active.server = await listen(app, { host, port, setting: 'PORT', share })
      if (opsPort !== undefined)
        active.ops = await listen(createOpsApp(deps), {
          host: opsHost,
          port: opsPort,
          setting: 'OPS_PORT',
          share: 1,
        })
      if (config.role !== 'worker') active.webhooks = keepDelivering({ db: db.knex, send, logger })
      return active.server.address
    },
    /** @throws SetupError when GPUs are wanted of an engine that has none; one that cannot be asked now is asked before claims. */
    async work(): Promise<void> {
      await host.engine
        .info()
        .then(host.chooseRuntime)
        .then(host.findGpus)
        .catch((error) => {
          if (error instanceof SetupError) throw error
        })
      const deps = {
        db,
        feed,
        config,
        logger,
        ownBoards,
        warm,
        kept,
        metrics: metrics.runs,
        tracing,
        ...host,
      }
      active.worker = await startWorker({ deps, queue, concurrency: config.worker.concurrency, logger })
      warm.start()
    },
    /** Requests and runs under way have `graceMs` to end. */
    async stop(graceMs: number): Promise<void> {
      stopping.abort()
      // Together: from the first moment on no run is claimed and no request is taken, and both have the same time.
      await Promise.all([active.server?.close(graceMs), active.worker?.stop(graceMs), warm.stop()])
      await kept.stop()
      await active.webhooks?.stop()
      await active.ops?.close(0)
      await undo.disposeAsync()
    },
  }
}
