import { onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { RunView } from '../../src/contract/run.ts'
import { createEngine } from '../../src/runner/engine/create-engine.ts'
import { createRunFeed } from '../../src/store/runs/feed.ts'
import { insertRun, type NewRun } from '../../src/store/runs/lifecycle.ts'
import { findRun } from '../../src/store/runs/queries.ts'
import { type ExecuteDeps, executeRun } from '../../src/tasks/execute-run.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

/** What executes runs, on a database of its own and the shared engine, whose runs are written and looked at here. */
export const useExecutor = async (more: Partial<ExecuteDeps> = {}, env: Record<string, string> = {}) => {
  const image = await ensureFaultImage()
  const db = await useTestDatabase()
  const feed = createRunFeed(db.url, silentLogger)
  await feed.start()
  onTestFinished(() => feed.stop())
  const config = readConfig({
    INSTANCE: db.name,
    TENSORFLOW_IMAGE: image,
    RUN_MEMORY_MIB: '256',
    RUN_CPUS: '1',
    ...env,
  })
  const engine = createEngine({ host: config.docker.host })
  const deps: ExecuteDeps = {
    db,
    feed,
    engine,
    config,
    instance: db.name,
    logger: silentLogger,
    ownBoards: [],
    admit: async () => ({ runtime: 'runc', unfiltered: false, image: config.docker.image }),
    ...more,
  }
  const never = new AbortController().signal
  return {
    db,
    engine,
    image,
    execute: (id: string) => executeRun(deps, id, never),
    submit: (run: Partial<NewRun> = {}) =>
      insertRun(db.knex, {
        kind: 'train',
        datasetId: null,
        modelId: null,
        request: { parameters: { epochs: 1 }, description: '', classes: ['a', 'b'], model_version: null },
        idempotency: null,
        ...run,
      }),
    look: async (id: string): Promise<RunView | null> => findRun(db.knex, id),
  }
}
