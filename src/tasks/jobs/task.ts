import type { JobKind, JobResult } from '../../contract/job.ts'
import type { Database, Executor } from '../../db/create-database.ts'
import type { JobInput } from '../../runner/types.ts'
import type { ClaimedRun } from '../../store/runs/lifecycle.ts'

/** What a container is given, and what becomes of what it leaves, for one kind of run. */
export interface Task {
  /** Members of the tar stream that follow job.json. */
  inputs(db: Database, run: ClaimedRun): AsyncIterable<JobInput>
  /** Makes the results visible, in the transaction that ends the run; the artifacts are stored already. */
  publish(trx: Executor, run: ClaimedRun, result: JobResult): Promise<void>
}

export type Tasks = Record<JobKind, Task>
