import type { Database } from '../../db/create-database.ts'
import { toError } from '../../errors.ts'
import { countWorkers } from '../../store/workers.ts'
import { withDeadline } from '../../with-deadline.ts'
import type { JobHost } from './create-gate.ts'
import { findJobImage } from './find-job-image.ts'

const DEADLINE_MS = 4000

interface ReadinessDeps extends JobHost {
  db: Database
  /** What is lost although jobs are executed. */
  warnings: () => string[]
}

const LATE = { ms: DEADLINE_MS, late: () => new Error('The database does not answer.') }

const problemOf = (
  check: Promise<unknown>,
  late = `no answer within ${DEADLINE_MS} ms`,
): Promise<string | null> =>
  withDeadline(() => check, {
    ms: DEADLINE_MS,
    late: () => new Error(late),
  }).then(
    () => null,
    (error: unknown) => toError(error).message,
  )

/** Requests are worth taking without a worker, since runs wait: it is told, and nothing more. */
const missWorkers = async (db: Database): Promise<string[]> => {
  const counted = await countWorkers(db.knex)
  if (counted.some(({ state }) => state === 'ready')) return []
  const list = counted.map(({ state, workers }) => `${workers} ${state}`)
  return [
    `No worker is ready (${list.join(', ') || 'none is known'}): runs wait. GET /workers and \`tinymlaas workers\` say what each lacks.`,
  ]
}

/** What must work before this relay can do its part: null per check, or what is wrong; and what is lost beside. */
export const checkReadiness = async (deps: ReadinessDeps) => {
  const { db, engine, config, chooseRuntime, findGpus, proveIsolation, warnings } = deps
  const database = await problemOf(db.knex.raw('select 1').then())
  if (config.role === 'api') {
    const warnings = database === null ? await withDeadline(() => missWorkers(db), LATE).catch(() => []) : []
    return { checks: { database }, warnings }
  }
  const asked = engine.info()
  const chosen = asked.then(chooseRuntime)
  const found = findJobImage(engine, config.docker.image)
  const proven = Promise.all([asked, chosen, found]).then(([info, runtime, { Id }]) =>
    proveIsolation({ ...runtime, image: Id }, info),
  )
  const [runtime, image, isolation, gpus] = await Promise.all([
    problemOf(chosen),
    problemOf(found),
    problemOf(proven, 'it is being proven'),
    problemOf(chosen.then(findGpus)),
  ])
  const checks = { database, runtime, image, isolation }
  return { checks: config.docker.gpus === null ? checks : { ...checks, gpus }, warnings: warnings() }
}
