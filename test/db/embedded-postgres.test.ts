import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { silentLogger } from '../support/silent-logger.ts'

/** A server in a folder to which only we have a way. */
const start = async () => {
  const closed = await mkdtemp(join(tmpdir(), 'tinymlaas-closed-'))
  onTestFinished(() => rm(closed, { recursive: true, force: true }))
  const dataDir = join(closed, 'data')
  // As `mkdir -p` leaves it.
  await mkdir(dataDir, { mode: 0o755 })
  const postgres = await startEmbeddedPostgres(dataDir, silentLogger)
  onTestFinished(() => postgres.stop())
  const [pid = ''] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const superuser = new pg.Client(postgres.superuserUrl)
  await superuser.connect()
  onTestFinished(() => superuser.end())
  return {
    dataDir,
    field: (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '',
    query: async (sql: string) => (await superuser.query(sql)).rows,
  }
}

it('runs as an ordinary account without capabilities, although nobody else has a way to its folder', async () => {
  const { dataDir, field, query } = await start()
  expect(await query('select 1 as one')).toEqual([{ one: 1 }])
  for (const set of ['CapEff', 'CapPrm', 'CapInh', 'CapAmb'])
    expect([set, field(set)]).toEqual([set, '0000000000000000'])
  expect(field('Uid').split('\t')).not.toContain('0')
  expect(field('Groups').trim().split(' ')).not.toContain('0')
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
}, 60_000)

it('reads nothing for its superuser that an ordinary account may not read', async () => {
  const { dataDir, query } = await start()
  await expect(query("select pg_read_file('/etc/shadow')")).rejects.toThrow('Permission denied')
  // Only root hands over to another account.
  const secrets = query(`select pg_read_file('${join(dataDir, 'postgres-secrets.json')}')`)
  if (process.getuid?.() === 0) await expect(secrets).rejects.toThrow('Permission denied')
  else await secrets
  await query('create temp table told (line text)')
  await query("copy told from program 'cat /etc/shadow 2>&1 || true'")
  expect(await query('select line from told')).toEqual([
    { line: expect.stringContaining('Permission denied') },
  ])
}, 60_000)
