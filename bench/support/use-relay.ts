import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { startBenchDatabase } from './bench-database.ts'

/** A relay in a process of its own on a fresh database, until the block ends. */
export const useRelay = async (env: Record<string, string> = {}) => {
  await using made = new AsyncDisposableStack()
  const database = await startBenchDatabase()
  made.defer(() => database.stop())
  const isWorker = env['TENSORFLOW_IMAGE'] !== undefined
  const relay = await spawnRelay(
    {
      DATABASE_URL: database.url,
      ROLE: isWorker ? 'all' : 'api',
      LOG_LEVEL: 'error',
      INSTANCE: `bench-${process.pid}`,
      WARM_CONTAINERS: '0',
      ...env,
    },
    { until: isWorker ? '/readyz' : '/healthz' },
  )
  made.defer(() => relay.end('SIGTERM').then(() => undefined))
  const undo = made.move()
  return {
    url: relay.url,
    pid: relay.pid,
    database,
    db: database.db,
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  }
}
