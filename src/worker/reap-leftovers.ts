import { z } from 'zod'
import { findLeftovers, reap } from '../runner/lifecycle/reap.ts'
import { hasEnded, isUnfinished } from '../store/runs/queries.ts'
import type { ExecuteDeps } from '../tasks/execute-run.ts'

type ReapDeps = Pick<ExecuteDeps, 'db' | 'engine' | 'config' | 'instance' | 'logger'>

/** What a probe leaves bears no run's id, and no probe takes longer than what is young. */
const isProbe = (runId: string) => !z.uuid().safeParse(runId).success

/** Both names that this installation's containers have borne, and what must stay of each. */
const searches = ({ db, config, instance, logger }: ReapDeps, minAgeMs: number | undefined) => {
  const age = minAgeMs === undefined ? {} : { minAgeMs }
  return [
    {
      ...{ instance, logger, ...age },
      keep: async ({ runId }: { runId: string }) => !isProbe(runId) && (await isUnfinished(db.knex, runId)),
    },
    // Under the name alone, as earlier versions and the doctor label theirs, another installation may have its runs too.
    {
      ...{ instance: config.docker.instance, logger, ...age },
      keep: async ({ runId }: { runId: string }) => !isProbe(runId) && !(await hasEnded(db.knex, runId)),
    },
  ]
}

/** Removes containers and volumes of runs that have ended, and of none. Answers how many. */
export const reapLeftovers = async (deps: ReapDeps, minAgeMs?: number): Promise<number> => {
  let reaped = 0
  for (const search of searches(deps, minAgeMs)) reaped += await reap(deps.engine, search)
  return reaped
}

/** What that would remove. */
export async function* listLeftovers(deps: ReapDeps, minAgeMs?: number) {
  for (const search of searches(deps, minAgeMs)) yield* findLeftovers(deps.engine, search)
}
