import { EventEmitter, once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type Docker from 'dockerode'
import pg from 'pg'
import { z } from 'zod'
import { LABEL_INSTANCE } from '../../../src/runner/profile/job-names.ts'

/** Moments of a run's life, in their order. */
export const steps = [
  'submitted',
  'claimed',
  'created',
  'streaming',
  'running',
  'exited',
  'collecting',
  'settled',
  'removed',
] as const
export type Step = (typeof steps)[number]

const EVERY_MS = 20
const dockerEvent = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()) }),
})
const byAction: Record<string, Step> = {
  create: 'created',
  start: 'streaming',
  die: 'exited',
  destroy: 'removed',
}
const LOOK = `select (select coalesce(sum(attempts), 0)::int from runs) as claimed,
  (select count(*)::int from run_events where type = 'epoch') as running,
  (select count(*)::int from blobs where state = 'writing') as collecting,
  (select count(*)::int from runs where finished_at is not null) as settled`
const looked = z.object({
  claimed: z.int(),
  running: z.int(),
  collecting: z.int(),
  settled: z.int(),
})

/** Sees from outside which step a run just takes: by the engine's events and the database's rows. */
export const watchSteps = (docker: Docker, databaseUrl: string, instances: string[]) => {
  const seen = new EventEmitter<Record<Step, []>>().setMaxListeners(0)
  const stopped = new AbortController()

  const watchEngine = async () => {
    const labels = new Set(instances)
    while (!stopped.signal.aborted) {
      try {
        const source = Readable.from(await docker.getEvents({ filters: { type: ['container'] } }))
        stopped.signal.addEventListener('abort', () => source.destroy())
        // The engine sends one event at a time.
        for await (const bytes of source) {
          for (const line of String(bytes).split('\n').filter(Boolean)) {
            const { Action, Actor } = dockerEvent.parse(JSON.parse(line))
            const step = byAction[Action]
            if (step && labels.has(Actor.Attributes[LABEL_INSTANCE] ?? '')) seen.emit(step)
          }
        }
      } catch {
        // The engine was killed: that is what is tested.
      }
      await sleep(EVERY_MS * 5)
    }
  }
  const watchDatabase = async () => {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2000 })
    pool.on('error', () => undefined)
    let last = { claimed: 0, running: 0, collecting: 0, settled: 0 }
    while (!stopped.signal.aborted) {
      try {
        const now = looked.parse((await pool.query(LOOK)).rows[0])
        for (const step of ['claimed', 'running', 'collecting', 'settled'] as const)
          if (now[step] > last[step]) seen.emit(step)
        last = now
      } catch {
        // The same of PostgreSQL.
      }
      await sleep(EVERY_MS)
    }
    await pool.end()
  }
  const done = Promise.all([watchEngine(), watchDatabase()])

  return {
    tell: (step: Step) => seen.emit(step),
    /** Resolves when any run takes this step; false when none did in time. */
    next: async (step: Step, timeoutMs: number): Promise<boolean> => {
      try {
        await once(seen, step, { signal: AbortSignal.timeout(timeoutMs) })
        return true
      } catch {
        return false
      }
    },
    async stop() {
      stopped.abort()
      await Promise.race([done, sleep(5000)])
    },
  }
}
