import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDatabase } from '../../../src/db/create-database.ts'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { reap } from '../../../src/runner/lifecycle/reap.ts'
import { sweepBlobs } from '../../../src/store/blobs/sweep-blobs.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { audit } from './audit.ts'
import type { LoopEngine } from './own-engine.ts'
import type { OwnPostgres } from './own-postgres.ts'
import { superviseRelay } from './supervised-relay.ts'

const END_MS = 240_000
const SWEEPS = 10
const SWEEP_MS = 2000

interface WorldOptions {
  postgres: OwnPostgres
  engine: LoopEngine
  relays: number
  /** All relays bear the same INSTANCE, as happens by mistake. */
  oneName?: boolean
  env?: Record<string, string>
}

/** Relays on a database and an engine, each of which can be killed. */
export const startWorld = async ({
  postgres,
  engine,
  relays: count,
  oneName = false,
  env = {},
}: WorldOptions) => {
  const prefix = `faults-${process.pid}-${randomInt(1e6)}`
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${oneName ? 0 : index}`)
  const relays = await Promise.all(
    names.map((INSTANCE) =>
      superviseRelay({
        DATABASE_URL: postgres.url,
        DOCKER_HOST: engine.host,
        TENSORFLOW_IMAGE: engine.image,
        DOCKER_RUNTIME: 'runc',
        INSTANCE,
        WORKER_CONCURRENCY: '2',
        RUN_MEMORY_MIB: '256',
        RUN_CPUS: '1',
        RUN_TIMEOUT_SECONDS: '60',
        ...env,
      }),
    ),
  )
  const [installation] = await postgres.ask('select id from installation')
  const instances = names.map((name) => `${name}.${installation?.['id']}`)
  const client = createEngine({ host: engine.host })
  const labels = instances.map((name) => `tinymlaas.instance=${name}`)
  const countLeft = async () => {
    const found = await Promise.all(
      labels.flatMap((label) => [client.listContainers([label]), client.listVolumes([label])]),
    )
    return found.flat().length
  }
  const unfinished = async () => {
    const [row] = await postgres.ask(
      `select (select count(*)::int from runs where state in ('queued', 'running')) as runs,
              (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as jobs`,
    )
    return { runs: Number(row?.['runs']), jobs: Number(row?.['jobs']) }
  }

  const sweep = async () => {
    let containers = 0
    for (const instance of new Set(instances)) {
      containers += await reap(client, { instance, logger: silentLogger, keep: () => false, minAgeMs: 0 })
    }
    await postgres.ask("update blob_leases set until = now() - interval '1 second'")
    const db = createDatabase(postgres.url, silentLogger)
    const blobs = await sweepBlobs(db.knex).finally(() => db.close())
    return { containers, blobs }
  }

  return {
    instances,
    relays,
    url: relays[0]?.url ?? '',
    unfinished,
    /** Waits until every run has ended and the queue is empty; stops waiting after some minutes. */
    async settle() {
      for (const deadline = performance.now() + END_MS; performance.now() < deadline; await sleep(300)) {
        const left = await unfinished().catch(() => null)
        if (left && left.runs + left.jobs === 0) return
      }
    },
    /**
     * Tidies up as a relay does once in a while, as if the time for it had come, and counts what is there. An attempt
     * that lost its run may be about to notice it, so what is left is swept again for a while.
     */
    async audit(acknowledged: string[]) {
      const tidied = { containers: 0, blobs: 0 }
      for (let sweeps = 1; ; sweeps++) {
        const swept = await sweep()
        tidied.containers += swept.containers
        tidied.blobs += swept.blobs
        const counted = await audit(postgres.ask, acknowledged)
        const orphans = await countLeft()
        if (orphans + counted.wrongBlobs.length === 0 || sweeps === SWEEPS)
          return { ...counted, orphans, /** What crashes had left for the sweepers. */ tidied, sweeps }
        await sleep(SWEEP_MS)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(relays.map((relay) => relay.stop()))
    },
  }
}
export type World = Awaited<ReturnType<typeof startWorld>>
