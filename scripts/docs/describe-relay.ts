import { createBridgeClient } from '../../src/bridge/create-bridge-client.ts'
import { readConfig } from '../../src/config.ts'
import { boards } from '../../src/contract/catalogue.ts'
import { createDatabase } from '../../src/db/create-database.ts'
import { listEndpoints } from '../../src/http/create-app.ts'
import { describeApi } from '../../src/http/openapi/describe-api.ts'
import { createLogger } from '../../src/logger.ts'
import { createMetrics } from '../../src/metrics/create-metrics.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { createListCache } from '../../src/store/list-changes.ts'
import { createRunFeed } from '../../src/store/runs/feed.ts'
import { createThumbnailer } from '../../src/thumbnail/create-thumbnailer.ts'
import { noTracing } from '../../src/tracing/span.ts'

/** Nothing connects before it is used, and nothing is used here. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing'

/** The OpenAPI document of a relay, without one that runs. */
export const describeRelay = async (): Promise<Record<string, unknown>> => {
  const logger = createLogger('error')
  const config = readConfig({})
  const db = createDatabase(NOWHERE, logger)
  const endpoints = listEndpoints({
    db,
    queue: createQueue({ pool: db.queue, runTimeoutSeconds: config.run.timeoutSeconds, logger }),
    feed: createRunFeed(NOWHERE, logger),
    boards,
    bridges: createBridgeClient({ allow: config.bridge.allow }),
    config,
    logger,
    readiness: async () => ({ checks: {}, warnings: [] }),
    thumbnails: createThumbnailer(),
    metrics: createMetrics({ db, version: '', role: config.role }),
    tracing: noTracing,
    lists: createListCache(db.knex),
    auditSink: { write: () => undefined, close: async () => undefined },
    isTokenRequired: false,
    stopping: new AbortController().signal,
  })
  await db.close()
  return describeApi(endpoints, '3.1')
}
