import type { JobKind } from '../../contract/job.ts'
import type { RunState } from '../../contract/run.ts'

/** Which runs are meant; what is undefined does not matter. */
export interface RunFilter {
  state?: RunState | undefined
  kind?: JobKind | undefined
  model_id?: number | undefined
  dataset_id?: number | undefined
  worker?: string | undefined
  /** ISO 8601: requested at this time or later. */
  since?: string | undefined
  /** ISO 8601: requested before this time. */
  until?: string | undefined
}

const conditions: Record<keyof RunFilter, string> = {
  state: 'state = :state',
  kind: 'kind = :kind',
  model_id: 'model_id = :model_id',
  dataset_id: 'dataset_id = :dataset_id',
  worker: 'worker = :worker',
  since: 'requested_at >= :since::timestamptz',
  until: 'requested_at < :until::timestamptz',
}

/** The condition of `from runs` and its bindings. */
export const filterRuns = (filter: RunFilter) => {
  const bindings: Record<string, string | number> = {}
  const wanted: string[] = []
  for (const [name, sql] of Object.entries(conditions)) {
    const value = filter[name as keyof RunFilter]
    if (value === undefined) continue
    bindings[name] = value
    wanted.push(sql)
  }
  return { where: wanted.length > 0 ? `where ${wanted.join(' and ')}` : '', bindings }
}
