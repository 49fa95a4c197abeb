import { parseArgs } from 'node:util'
import { createJobHost } from '../app.ts'
import { readConfig } from '../config.ts'
import { NoDatabaseYet } from '../db/check-schema.ts'
import { toError } from '../errors.ts'
import { createLogger } from '../logger.ts'
import { probe } from '../runner/probe/probe.ts'
import type { Command } from './command.ts'
import { useDatabase } from './use-database.ts'

interface Row {
  check: string
  ok: boolean
  detail: string
  /** Something is lost although it works. */
  isWarning?: boolean
}

const usage = `usage: tinymlaas doctor [--runtime NAME]

Checks what the relay needs: the database, the engine, the image, and from inside a container that is started
exactly as a job's, what a job can and cannot do. Exits 1 when something is not as it must be.`

const attempt = async (check: string, act: () => Promise<string>): Promise<Row> => {
  try {
    return { check, ok: true, detail: await act() }
  } catch (error) {
    return { check, ok: false, detail: toError(error).message }
  }
}

const show = ({ check, ok, detail, isWarning = false }: Row, width: number) =>
  `${isWarning ? 'warn' : ok ? 'ok  ' : 'FAIL'}  ${check.padEnd(width)}  ${detail.replaceAll(/\s+/g, ' ')}`

const checkDatabase = (env: NodeJS.ProcessEnv) =>
  attempt('database', () =>
    useDatabase(env, 'as-is', async (db) => {
      const { rows } = await db.raw('show server_version')
      return `PostgreSQL ${rows[0].server_version}`
    }).catch((error: unknown) => {
      // Nothing is wrong before the first start.
      if (error instanceof NoDatabaseYet) return error.message
      throw error
    }),
  )

const checkEngine = async (env: NodeJS.ProcessEnv): Promise<Row[]> => {
  const config = readConfig(env)
  const logger = createLogger('error')
  const { image, instance } = config.docker
  const { engine, chooseRuntime, warnings } = createJobHost(config, instance, logger)
  const chosen: { place?: ReturnType<typeof chooseRuntime> } = {}
  const runtime = await attempt('runtime', async () => {
    chosen.place = chooseRuntime(await engine.info())
    return chosen.place.runtime
  })
  const there = await attempt('image', async () => {
    await engine.inspectImage(image)
    return image
  })
  const lost = warnings().map((detail) => ({ check: 'runtime', ok: true, detail, isWarning: true }))
  if (!chosen.place || !there.ok) return [runtime, ...lost, there]
  const { memoryBytes, cpus, diskBytes } = config.run
  const limits = { memoryBytes, cpus, volumeBytes: diskBytes }
  const profile = { ...chosen.place, image, limits }
  return [runtime, ...lost, there, ...(await probe({ engine, logger, instance, profile }))]
}

/** Proves that this machine gives jobs the isolation that is promised. */
export const doctor: Command = {
  usage,
  words: ['--runtime'],
  run: async (args, given) => {
    const { values } = parseArgs({ args, options: { runtime: { type: 'string' } } })
    const env = values.runtime
      ? { ...given, DOCKER_RUNTIME: values.runtime, DOCKER_RUNTIME_POLICY: 'require' }
      : given
    const rows = [await checkDatabase(env), ...(await checkEngine(env))]
    const width = Math.max(...rows.map(({ check }) => check.length))
    for (const row of rows) console.log(show(row, width))
    const failed = rows.filter(({ ok }) => !ok).length
    console.log(
      failed === 0 ? '\nEverything is as it must be.' : `\n${failed} of ${rows.length} checks failed.`,
    )
    return failed === 0 ? 0 : 1
  },
}
