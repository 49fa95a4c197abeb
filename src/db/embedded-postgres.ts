import type { ExecFileException } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { codeOf, SetupError, toError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { NoDatabaseYet } from './check-schema.ts'
import { freePort, isFree } from './free-port.ts'
import { usePostgresPrograms } from './postgres-programs.ts'

const secrets = z.object({ superuser: z.string(), relay: z.string() })
const ROLE = 'tinymlaas'
const ORPHANS_MS = 3000
/** For several relays, of which each takes up to 36, and for tools beside them. */
const MAX_CONNECTIONS = 200

/** Of what a program said. */
const lastLine = (failure: unknown): string => toError(failure).message.trimEnd().split('\n').at(-1) ?? ''

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** The port of the last start where it is still free: whoever knows the URL finds the server again. */
const choosePort = async (file: string) => {
  const last = Number(await readFile(file, 'utf8').catch(() => '0'))
  if (last > 0 && (await isFree(last))) return last
  const port = await freePort()
  await writeFile(file, String(port))
  return port
}

const readSecrets = async (path: string) => {
  if (!(await exists(path))) {
    const fresh = { superuser: randomBytes(24).toString('hex'), relay: randomBytes(24).toString('hex') }
    await writeFile(path, JSON.stringify(fresh), { mode: 0o600 })
  }
  return secrets.parse(JSON.parse(await readFile(path, 'utf8')))
}

/** Answers the passwords, which lie in it as every picture and model does. */
const prepareFolder = async (root: string, data: string) => {
  await mkdir(data, { recursive: true, mode: 0o700 })
  await chmod(root, 0o700)
  return readSecrets(join(root, 'postgres-secrets.json'))
}

/** The relay's own role is no superuser: it owns its database and nothing else. */
const createRoleAndDatabase = async (superuserUrl: string, password: string) => {
  const client = new pg.Client(superuserUrl)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [ROLE])
    if (rowCount === 0) await client.query(`create role ${ROLE} login password '${password}'`)
    const { rowCount: databases } = await client.query('select 1 from pg_database where datname = $1', [ROLE])
    if (databases === 0) await client.query(`create database ${ROLE} owner ${ROLE}`)
  } finally {
    await client.end()
  }
}

/**
 * Starts, or finds running, the PostgreSQL whose data lies in `<dataDir>/postgres`. It outlives a crash of ours.
 * @throws SetupError when it cannot be; without `create`, NoDatabaseYet when it would have to be made.
 */
export const startEmbeddedPostgres = async (dataDir: string, logger: Logger, { create = true } = {}) => {
  const root = resolve(dataDir)
  const data = join(root, 'postgres')
  if (!create && !(await exists(join(data, 'PG_VERSION'))))
    throw new NoDatabaseYet(
      `There is no database in DATA_DIR=${dataDir} yet: the first start of a relay makes it (\`npm start\`).`,
    )
  const password = await prepareFolder(root, data).catch((cause: unknown) => {
    throw new SetupError(
      `DATA_DIR=${dataDir} is no folder that this user can use (${codeOf(cause) ?? toError(cause).message}): give it to them, or set DATA_DIR to another one, or DATABASE_URL.`,
      { cause },
    )
  })
  const { folder, pgCtl, initdb } = await usePostgresPrograms(data)

  if (!(await exists(join(data, 'PG_VERSION')))) {
    logger.info('creating the embedded PostgreSQL', { folder: dataDir })
    await initdb(password.superuser).catch((cause: unknown) => {
      throw new SetupError(
        `No database can be made in DATA_DIR=${dataDir}: ${lastLine(cause)}; set DATA_DIR to another folder, or DATABASE_URL.`,
        { cause },
      )
    })
  }
  const status = await pgCtl(['status', '-D', folder]).catch((error: ExecFileException) => error)
  const running = 'stdout' in status && !(status instanceof Error)
  if (!running) {
    const options = `-p ${await choosePort(join(root, 'postgres-port'))} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=${MAX_CONNECTIONS}`
    const log = join(folder, 'server.log')
    const start = () => pgCtl(['start', '-D', folder, '-w', '-t', '60', '-s', '-l', log, '-o', options])
    try {
      // After a kill -9 the old server's last processes hold its memory for a moment, and a start is refused.
      await start().catch(() => sleep(ORPHANS_MS).then(start))
    } catch (cause) {
      throw new SetupError(
        `The embedded PostgreSQL in DATA_DIR=${dataDir} does not start: ${join(data, 'server.log')} says why.`,
        { cause },
      )
    }
  }
  const port = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[3]
  await createRoleAndDatabase(
    `postgres://postgres:${password.superuser}@127.0.0.1:${port}/postgres`,
    password.relay,
  )
  const url = `postgres://${ROLE}:${password.relay}@127.0.0.1:${port}/${ROLE}`
  logger.info(running ? 'found the embedded PostgreSQL running' : 'started the embedded PostgreSQL', { port })

  return {
    url,
    superuserUrl: `postgres://postgres:${password.superuser}@127.0.0.1:${port}/${ROLE}`,
    /** Stops it cleanly, unless another process of this folder still uses it. */
    async stop() {
      const client = new pg.Client(url)
      await client.connect()
      const others = await client
        .query('select 1 from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()')
        .finally(() => client.end())
      if (others.rowCount === 0) await pgCtl(['stop', '-D', folder, '-m', 'fast', '-w', '-s'])
    },
  }
}
