import type { BridgeClient } from '../bridge/create-bridge-client.ts'
import type { Config } from '../config.ts'
import type { Board } from '../contract/catalogue.ts'
import type { Database } from '../db/create-database.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics/create-metrics.ts'
import type { Queue } from '../queue/create-queue.ts'
import type { ListCache } from '../store/list-changes.ts'
import type { RunFeed } from '../store/runs/feed.ts'
import type { Thumbnailer } from '../thumbnail/create-thumbnailer.ts'
import type { Tracing } from '../tracing/span.ts'

/** Takes lines for good. */
export interface AuditSink {
  write(line: string): void
  close(): Promise<void>
}

export type Readiness = () => Promise<{
  /** What must work before requests are worth sending here: a name, and null or what is wrong. */
  checks: Record<string, string | null>
  /** What is lost although it works. */
  warnings: string[]
}>

/** What the endpoints work with. */
export interface AppDeps {
  db: Database
  queue: Queue
  feed: RunFeed
  bridges: BridgeClient
  /** Those of the image, and the operator's. */
  boards: Board[]
  config: Config
  logger: Logger
  readiness: Readiness
  thumbnails: Pick<Thumbnailer, 'make' | 'isWhole'>
  metrics: Metrics
  tracing: Tracing
  lists: ListCache
  /** Where the lines of the audit go. */
  auditSink: AuditSink
  /** Whether requests need a token. */
  isTokenRequired: boolean
  /** Aborted when the relay stops. */
  stopping: AbortSignal
}
