import type { Knex } from 'knex'
import type { Pool } from 'pg'

/** One pool of connections, for the monitoring. */
export interface PoolView {
  name: string
  /** Most connections. */
  max: number
  /** Connections in use, connections at rest, and who waits for one. */
  counts: () => { used: number; idle: number; waiting: number }
  /** Tells the seconds of every wait for a connection from here on, where the pool's library does. */
  onWait?: (listener: (seconds: number) => void) => void
}

/** What Knex says of its pool; it has no types for it. */
interface KnexPool {
  numUsed(): number
  numFree(): number
  numPendingAcquires(): number
  on(event: 'acquireRequest' | 'acquireSuccess' | 'acquireFail', listener: (id: number) => void): void
}

export const describeStatementPool = (name: string, max: number, knex: Knex): PoolView => {
  const pool: KnexPool = knex.client.pool
  return {
    name,
    max,
    counts: () => ({ used: pool.numUsed(), idle: pool.numFree(), waiting: pool.numPendingAcquires() }),
    onWait: (listener) => {
      const asked = new Map<number, number>()
      const end = (id: number) => {
        listener((performance.now() - (asked.get(id) ?? performance.now())) / 1000)
        asked.delete(id)
      }
      pool.on('acquireRequest', (id) => asked.set(id, performance.now()))
      pool.on('acquireSuccess', end)
      pool.on('acquireFail', end)
    },
  }
}

export const describePool = (name: string, max: number, pool: Pool): PoolView => ({
  name,
  max,
  counts: () => ({
    used: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }),
})
