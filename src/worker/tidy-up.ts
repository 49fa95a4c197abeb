import type { Queue } from '../queue/create-queue.ts'
import { sweepBlobs } from '../store/blobs/sweep-blobs.ts'
import { forgetVersions } from '../store/datasets/versions.ts'
import { addUpChanges } from '../store/list-changes.ts'
import { listStranded } from '../store/runs/queries.ts'
import { forgetRuns } from '../store/runs/retention.ts'
import { priorityOf } from '../store/runs/turns.ts'
import { forgetDeliveries } from '../store/webhooks.ts'
import type { ExecuteDeps } from '../tasks/execute-run.ts'
import { reapLeftovers } from './reap-leftovers.ts'

/**
 * Removes what has had its time, runs and versions of datasets that nobody needs any more, and what crashes have left:
 * blobs that nothing uses, containers and volumes of runs that have ended; and queues again what the queue has lost.
 */
export const tidyUp = async (
  { db, engine, config, instance, logger }: ExecuteDeps,
  queue: Queue,
  minAgeMs?: number,
): Promise<void> => {
  const forgotten = await forgetRuns(db.slow, config.run.retention.runs)
  await forgetDeliveries(db.slow, config.run.retention.runs)
  const versions = await forgetVersions(db.slow)
  const blobs = await sweepBlobs(db.slow)
  await addUpChanges(db.slow)
  const revived: string[] = []
  for (const run of await listStranded(db.knex)) {
    if (await queue.holds(run.id)) continue
    await queue.revive(run.id, priorityOf(run), run.labels)
    revived.push(run.id)
  }
  const reaped = await reapLeftovers({ db, engine, config, instance, logger }, minAgeMs)
  const isWorthALine = forgotten + versions + blobs + revived.length + reaped > 0
  if (isWorthALine) logger.info('tidied up', { forgotten, versions, blobs, revived, reaped })
}
