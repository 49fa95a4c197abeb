import type { Config } from '../../config.ts'
import type { Database } from '../../db/create-database.ts'
import { toError } from '../../errors.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { withDeadline } from '../../with-deadline.ts'

const DEADLINE_MS = 4000

interface ReadinessDeps {
  db: Database
  engine: Engine
  config: Config
  chooseRuntime: () => Promise<string>
  /** Rejects when jobs under this runtime are not isolated as promised. */
  proveIsolation: (runtime: string) => Promise<void>
}

const problemOf = (check: Promise<unknown>): Promise<string | null> =>
  withDeadline(() => check, {
    ms: DEADLINE_MS,
    late: () => new Error(`no answer within ${DEADLINE_MS} ms`),
  }).then(
    () => null,
    (error: unknown) => toError(error).message,
  )

/** What must work before this relay can do its part: null per check, or what is wrong. */
export const checkReadiness = async (deps: ReadinessDeps) => {
  const { db, engine, config, chooseRuntime, proveIsolation } = deps
  const database = await problemOf(db.knex.raw('select 1').then())
  if (config.role === 'api') return { database }
  const [runtime, image, isolation] = await Promise.all([
    problemOf(chooseRuntime()),
    problemOf(engine.inspectImage(config.docker.image)),
    problemOf(chooseRuntime().then(proveIsolation)),
  ])
  return { database, runtime, image, isolation }
}
