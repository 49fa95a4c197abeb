import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../../src/db/embedded-postgres.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A PostgreSQL of the test's own, to be killed. Keeps its port, so that its URL stays good. */
export const startOwnPostgres = async (folder?: string) => {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'tinymlaas-faults-')))
  const first = await startEmbeddedPostgres(dataDir, silentLogger)

  const ask = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: first.superuserUrl, connectionTimeoutMillis: 5000 })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query(sql, values)).rows
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  const readPid = async () =>
    Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
  /** The server and all its processes. */
  const signalAll = async (signal: NodeJS.Signals) => {
    const server = await readPid()
    for (const name of await readdir('/proc')) {
      const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, 'utf8').catch(() => '') : ''
      if (Number(name) === server || status.includes(`\nPPid:\t${server}\n`))
        process.kill(Number(name), signal)
    }
  }
  const mine = "datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"

  return {
    url: first.url,
    dataDir,
    ask,
    /** kill -9 of the server itself. */
    async kill() {
      const pid = await readPid()
      process.kill(pid, 'SIGKILL')
      while (isAlive(pid)) await sleep(20)
    },
    async start() {
      const { url } = await startEmbeddedPostgres(dataDir, silentLogger)
      if (url !== first.url) throw new Error('PostgreSQL came back under another address.')
    },
    /** The server is there and takes connections, but never answers. */
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    /** kill -9 of one server process, upon which PostgreSQL throws out everybody and recovers. */
    async crash() {
      const [victim] = await ask(`select pid from pg_stat_activity where ${mine} order by random() limit 1`)
      if (victim) process.kill(Number(victim['pid']), 'SIGKILL')
    },
    /** Ends every connection, as a failover does. */
    async terminate() {
      await ask(`select pg_terminate_backend(pid) from pg_stat_activity where ${mine}`)
    },
    async [Symbol.asyncDispose]() {
      await signalAll('SIGCONT').catch(() => undefined)
      await startEmbeddedPostgres(dataDir, silentLogger).catch(() => undefined)
      const pid = await readPid()
      process.kill(pid, 'SIGINT')
      for (let tries = 0; tries < 200 && isAlive(pid); tries++) await sleep(50)
      if (folder === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
export type OwnPostgres = Awaited<ReturnType<typeof startOwnPostgres>>
