import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database } from '../db/create-database.ts'
import { toError } from '../errors.ts'
import { announceWorker, forgetWorker } from '../store/workers.ts'
import type { JobPlace } from '../tasks/readiness/create-gate.ts'

interface AnnounceOptions {
  db: Database
  config: Config
  /** Under what a run would be executed; rejects with what is lacking. */
  admit: () => Promise<JobPlace>
}

/**
 * Tells all others what this worker can, at each look before a claim: whoever asks for the workers sees it, and a
 * look that hangs makes it silent.
 */
export const createAnnouncer = ({ db, config, admit }: AnnounceOptions) => {
  const id = randomUUID()
  const { name, labels, concurrency } = config.worker
  const { memoryBytes, cpus } = config.run
  const about = { id, name, labels, image: config.docker.image, slots: concurrency, memoryBytes, cpus }
  /** Rejects with what this worker lacks, or because it was drained. */
  const admitAndTell = async (): Promise<void> => {
    const [found] = await Promise.allSettled([admit()])
    const told =
      found.status === 'fulfilled'
        ? { runtime: found.value.runtime, lacks: null }
        : { runtime: null, lacks: toError(found.reason).message }
    const isDrained = await announceWorker(db.knex, { ...about, ...told })
    if (found.status === 'rejected') throw found.reason
    if (isDrained)
      throw new Error(
        `The worker ${name} was drained: \`tinymlaas drain ${name} --undo\` has it claim runs again.`,
      )
  }
  return {
    admit: admitAndTell,
    /** Says that it is gone; one that cannot is seen to be silent. */
    leave: () => forgetWorker(db.knex, id).catch(() => undefined),
  }
}
