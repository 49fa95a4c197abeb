import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ARTIFACTS, expectedModel } from './fault-image.ts'

type Ask = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

const FINAL = "('succeeded', 'failed', 'cancelled')"
const runRow = z.object({
  id: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  attempts: z.int(),
  endings: z.int(),
  models: z.int(),
  artifacts: z.array(z.string()),
  gaps: z.boolean(),
})
const PER_RUN = `
  select r.id, r.state, r.reason, r.detail, r.attempts,
    (select count(*)::int from run_events e where e.run_id = r.id and e.type = 'state'
       and e.data ->> 'state' in ${FINAL}) as endings,
    (select count(*)::int from model_versions v where v.run_id = r.id) as models,
    coalesce((select array_agg(a.name order by a.name) from artifacts a where a.run_id = r.id), '{}') as artifacts,
    (select count(*) <> coalesce(max(e.seq), 0) from run_events e where e.run_id = r.id) as gaps
  from runs r`
const WRONG_BLOBS = `
  with seen as (
    select b.state, (select min(l.until - now())::text from blob_leases l where l.blob_id = b.id) as lease,
      b.sha256 is not distinct from (select sha256(coalesce(string_agg(c.data, ''::bytea order by c.seq), ''::bytea))
                                     from blob_chunks c where c.blob_id = b.id) as whole,
      exists (select 1 from artifacts a where a.blob_id = b.id)
        or exists (select 1 from dataset_version_files v where v.blob_id = b.id)
        or exists (select 1 from dataset_files f where f.blob_id = b.id) as used
    from blobs b)
  select * from seen where state <> 'ready' or not whole or not used`

/** What the promises come to, counted: every number but `runs` and `succeeded` must be 0. */
export const audit = async (ask: Ask, acknowledged: string[]) => {
  const runs = z.array(runRow).parse(await ask(PER_RUN))
  const byId = new Map(runs.map((run) => [run.id, run]))
  const found = acknowledged.map((id) => byId.get(id))
  const isFinal = (state: string) => FINAL.includes(`'${state}'`)
  const models = await ask(
    `select a.run_id, encode(b.sha256, 'hex') as sha256 from artifacts a join blobs b on b.id = a.blob_id
     where a.name = 'model.keras'`,
  )
  const sha256 = (runId: string) => createHash('sha256').update(expectedModel(runId)).digest('hex')
  const [counts] = await ask(`select (select count(*)::int from models) as models,
    (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as stuck`)
  const succeeded = runs.filter(({ state }) => state === 'succeeded')
  return {
    runs: runs.length,
    succeeded: succeeded.length,
    failed: runs
      .filter(({ state }) => state === 'failed')
      .map(({ reason, detail, attempts }) => ({ reason, detail, attempts })),
    lost: found.filter((run) => !run || !isFinal(run.state)).length,
    /** Runs that nobody was told of, runs with two ends or two models. */
    duplicates:
      runs.filter(({ id }) => !acknowledged.includes(id)).length +
      runs.filter(({ state, endings }) => endings !== (isFinal(state) ? 1 : 0)).length +
      runs.filter(({ state, models }) => models !== (state === 'succeeded' ? 1 : 0)).length +
      Math.abs(Number(counts?.['models']) - succeeded.length),
    incomplete:
      succeeded.filter(({ artifacts }) => artifacts.join() !== ARTIFACTS.join()).length +
      models.filter((row) => sha256(String(row['run_id'])) !== row['sha256']).length,
    gaps: runs.filter(({ gaps }) => gaps).length,
    /** Not complete, not what their digest says, or of no use to anything. */
    wrongBlobs: await ask(WRONG_BLOBS),
    stuckJobs: Number(counts?.['stuck']),
  }
}
