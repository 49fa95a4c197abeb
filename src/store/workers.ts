import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../contract/scalars.ts'
import { readRow, readRows } from './rows.ts'
import { isoTime } from './sql.ts'

export const workerStates = ['ready', 'drained', 'lacking', 'silent'] as const

/** One process that executes runs, as it said of itself last. */
export const workerView = z
  .object({
    name: z.string().describe('Its name, as in `worker` of its runs.'),
    state: z
      .enum(workerStates)
      .describe(
        '`ready` claims runs; `drained` was told not to; `lacking` cannot; `silent` has not been heard of lately.',
      ),
    lacks: z.string().nullable().describe('What it lacks to execute runs; null where nothing.'),
    runtime: z.string().nullable().describe('Runtime of its job containers; null while it has none.'),
    labels: z.array(z.string()).describe('What it has for runs that ask for it by the header Run-Labels.'),
    image: z.string().describe('Image of its job containers.'),
    slots: z.int().describe('Runs that it executes at once.'),
    memory_bytes: z.int().describe('Bytes of memory that a run has there.'),
    cpus: z.number().describe('CPUs that a run has there.'),
    started_at: time.describe('When it was started.'),
    seen_at: time.describe('When it said so last.'),
    runs: z.array(z.uuid()).describe('Runs that it executes.'),
  })
  .meta({ id: 'Worker' })
export type WorkerView = z.infer<typeof workerView>

/** A worker says that it is there every three seconds; a look at a slow engine may take a few more. */
const SILENT_SECONDS = 20
/** How long it is told of one that went without a word. */
const KEEP = "interval '1 day'"

const STATE = `case when w.seen_at < now() - interval '${SILENT_SECONDS} seconds' then 'silent'
  when d.name is not null then 'drained' when w.lacks is not null then 'lacking' else 'ready' end`

/** What a worker says of itself. */
export interface WorkerNews {
  id: string
  name: string
  runtime: string | null
  labels: string[]
  image: string
  slots: number
  memoryBytes: number
  cpus: number
  lacks: string | null
}

/** Notes what a worker says of itself, and answers whether it was drained. */
export const announceWorker = async (db: Knex, news: WorkerNews): Promise<boolean> => {
  const { rows } = await db.raw(
    `with told as (
       insert into workers (id, name, runtime, labels, image, slots, memory_bytes, cpus, lacks)
       values (:id, :name, :runtime, :labels, :image, :slots, :memoryBytes, :cpus, :lacks)
       on conflict (id) do update set seen_at = now(), runtime = excluded.runtime, lacks = excluded.lacks
     ), forgotten as (
       delete from workers where seen_at < now() - ${KEEP}
     )
     select exists (select 1 from drained_workers where name = :name) as drained`,
    { ...news, lacks: news.lacks?.slice(0, 2000) ?? null },
  )
  return readRow(z.object({ drained: z.boolean() }), rows).drained
}

/** Forgets a worker that has ended. */
export const forgetWorker = async (db: Knex, id: string): Promise<void> => {
  await db.raw('delete from workers where id = ?', [id])
}

/** All workers, by name, and what each does. */
export const listWorkers = async (db: Knex): Promise<WorkerView[]> => {
  const { rows } = await db.raw(
    `select w.name, ${STATE} as state, w.lacks, w.runtime, w.labels, w.image, w.slots, w.memory_bytes, w.cpus,
            ${isoTime('w.started_at')} as started_at, ${isoTime('w.seen_at')} as seen_at,
            array(select r.id from runs r where r.state = 'running' and r.worker = w.name order by r.id limit 1000) as runs
     from workers w left join drained_workers d using (name) order by w.name, w.started_at limit 1000`,
  )
  return readRows(workerView, rows)
}

/**
 * SQL: why run `r` waits although workers may be free; null for one that does not wait for labels. A run in the state queued
 * only.
 */
export const WAITS_FOR = `case when r.state = 'queued' and r.labels <> '{}' and not exists (
    select 1 from workers w left join drained_workers d using (name) where w.labels @> r.labels and ${STATE} = 'ready')
  then 'No worker that is ready has the labels ' || array_to_string(r.labels, ', ') || '.' end`

/** Every label that a known worker has, and whether one has all of those given. */
export const findLabels = async (db: Knex, labels: string[]) => {
  const { rows } = await db.raw(
    `select coalesce(bool_or(labels @> :labels::text[]), false) as is_there,
            array(select distinct unnest(labels) from workers order by 1 limit 100) as known from workers`,
    { labels },
  )
  return readRow(z.object({ is_there: z.boolean(), known: z.array(z.string()) }), rows)
}

/** Number of workers by state, and of the runs that they could execute at once. */
export const countWorkers = async (db: Knex) => {
  const { rows } = await db.raw(
    `select ${STATE} as state, count(*) as workers, sum(w.slots) as slots
     from workers w left join drained_workers d using (name) group by 1`,
  )
  return readRows(z.object({ state: z.enum(workerStates), workers: z.int(), slots: z.int() }), rows)
}

/**
 * Has the workers of a name claim no more runs, or claim them again. False when nothing changed: it was so already, or
 * there is no such worker to drain.
 */
export const setDrained = async (db: Knex, name: string, isDrained: boolean): Promise<boolean> => {
  const { rowCount } = await db.raw(
    isDrained
      ? `insert into drained_workers (name) select name from workers where name = ? limit 1 on conflict do nothing`
      : 'delete from drained_workers where name = ?',
    [name],
  )
  return rowCount > 0
}
