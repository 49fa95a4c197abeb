import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { restoreBackup } from '../../src/backup/restore-backup.ts'
import { writeBackup } from '../../src/backup/write-backup.ts'
import { freePort } from '../../src/db/free-port.ts'
import { createQueue } from '../../src/queue/create-queue.ts'
import { readBlob } from '../../src/store/blobs/read-blob.ts'
import { insertToken } from '../../src/store/tokens.ts'
import { runCli } from '../cli/run-cli.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { endNextRun } from '../support/act-as-worker.ts'
import { useEmptyDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const useFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backup-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const query = async (url: string, sql: string) => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** A digest of the rows of each table; of lists, whose counts of changes go on, only what there are. */
const digest = async (url: string): Promise<Record<string, string>> => {
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse(await query(url, "select tablename as name from pg_tables where schemaname = 'public' order by 1"))
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    if (name === 'workers' || name.startsWith('knex_')) continue
    const what = name === 'list_changes' ? 'distinct list' : '*'
    const [row] = await query(
      url,
      `select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as digest from (select ${what} from ${name}) t`,
    )
    found[name] = row.digest
  }
  return found
}

/** A relay with pictures, a model, a failed run, one that waits, and a token; for all tests. */
let app: RunningApp
let waiting: string
beforeAll(async () => {
  app = await startApp()
  const dataset = await uploadNoise(app.url)
  await submitRun(app.url, dataset)
  await endNextRun(app.db)
  await submitRun(app.url, dataset)
  await endNextRun(app.db, 'failed')
  waiting = await submitRun(app.url, dataset)
  await insertToken(app.db.knex, 'kept', ['admin'])
})
afterAll(() => app.stop())

/** As the relay's role, and as one that may make databases. */
const asRelay = () => ({ DATABASE_URL: app.db.url })
const asOwner = () => ({ DATABASE_URL: app.db.url.replace(/\?.*/, '') })

const backupOf = async (url: string): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  for await (const part of writeBackup({ url, version: '0.0.0' })) parts.push(part)
  return Buffer.concat(parts)
}

const bytesOf = async function* (bytes: Uint8Array) {
  yield bytes
}

it('everything comes back: rows, bytes, numbers, and the run that waited', async () => {
  const { db } = app
  const file = join(await useFolder(), 'relay.tar')
  const made = await runCli(['backup', file, '--verify'], asOwner())
  expect(made).toMatchObject({ code: 0, out: '', err: expect.stringContaining('each as its digest says') })
  expect(await readdir(join(file, '..'))).toEqual(['relay.tar'])

  const url = await useEmptyDatabase()
  const restored = await runCli(['restore', file], { DATABASE_URL: url })
  expect(restored).toMatchObject({ code: 0, err: expect.stringMatching(/\d+ rows as of 20\d\d-/) })
  expect(await digest(url)).toEqual(await digest(db.url))
  // Keys and triggers are back, and the next number is a new one.
  await expect(query(url, 'insert into devices (name) values (null)')).rejects.toThrow('null value')
  await expect(
    query(url, "insert into artifacts values (gen_random_uuid(), 'x', 'x', gen_random_uuid(), 1)"),
  ).rejects.toThrow('foreign key')
  const [{ id }] = await query(
    url,
    "insert into datasets (name, description) values ('new', 'new') returning id",
  )
  const [{ most }] = await query(db.url, 'select max(id) as most from datasets')
  expect(id).toBeGreaterThan(most)
  const changes = "select sum(changes)::int as n from list_changes where list = 'datasets'"
  expect((await query(url, changes))[0].n).toBeGreaterThan((await query(db.url, changes))[0].n + 1000)

  // What the queue held is not there, and what it is for is.
  const pool = new pg.Pool({ connectionString: url })
  const queue = createQueue({ pool, runTimeoutSeconds: 60, logger: silentLogger })
  await queue.start()
  expect(await queue.holds(waiting)).toBe(false)
  expect(await query(url, `select state from runs where id = '${waiting}'`)).toEqual([{ state: 'queued' }])
  const [{ blob_id, sha256 }] = await query(
    url,
    "select blob_id, encode(sha256, 'hex') as sha256 from dataset_files f join blobs b on b.id = f.blob_id order by f.bytes desc limit 1",
  )
  const hash = createHash('sha256')
  for await (const part of readBlob(pool, blob_id)) hash.update(part)
  expect(hash.digest('hex')).toBe(sha256)
  await queue.stop()
  await pool.end()
}, 120_000)

it('another machine takes it into a data folder of its own, and makes a backup of that', async () => {
  const { db } = app
  const folder = await useFolder()
  const file = join(folder, 'relay.tar')
  expect(await runCli(['backup', file], asRelay())).toMatchObject({ code: 0 })
  const there = { DATABASE_URL: '', DATA_DIR: join(folder, 'elsewhere') }
  expect(await runCli(['restore', file, '--copy'], there)).toMatchObject({ code: 0 })
  expect((await runCli(['token', 'list'], there)).out).toMatch(/^kept\tadmin\tvalid/)
  const again = await runCli(['backup', `${folder}/archives/`, '--verify', '--keep', '1'], there)
  expect(again).toMatchObject({ code: 0, err: expect.stringContaining('verified: ') })
  const [name = ''] = await readdir(join(folder, 'archives'))
  expect(name).toMatch(/^tinymlaas-.*Z\.tar$/)

  const url = await useEmptyDatabase()
  expect(await runCli(['restore', join(folder, 'archives', name)], { DATABASE_URL: url })).toMatchObject({
    code: 0,
  })
  const [before, after] = [await digest(db.url), await digest(url)]
  expect(after['installation']).not.toBe(before['installation'])
  expect({ ...after, installation: '' }).toEqual({ ...before, installation: '' })
}, 180_000)

it('is of one moment, whoever writes while it is read', async () => {
  const { db, url: relay } = app
  const before = await digest(db.url)
  const parts: Uint8Array[] = []
  let isFirst = true
  for await (const part of writeBackup({ url: db.url, version: '0.0.0' })) {
    parts.push(part)
    if (isFirst) await uploadNoise(relay)
    isFirst = false
  }
  const url = await useEmptyDatabase()
  await restoreBackup({ url, source: bytesOf(Buffer.concat(parts)) })
  expect(await digest(url)).toEqual(before)
  expect(await digest(db.url)).not.toEqual(before)
}, 60_000)

it('restores nothing of what is damaged, cut off, newer or no backup', async () => {
  const { db } = app
  const whole = await backupOf(db.url)
  const url = await useEmptyDatabase()
  const refuse = async (bytes: Buffer, why: RegExp) => {
    await expect(restoreBackup({ url, source: bytesOf(bytes) })).rejects.toThrow(why)
    expect(await query(url, "select tablename from pg_tables where schemaname = 'public'")).toEqual([])
  }
  const damaged = Buffer.from(whole)
  const at = damaged.indexOf('tables/blob_chunks/') + 100_000
  damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at)
  await refuse(damaged, /damaged: tables\/blob_chunks\//)
  await refuse(whole.subarray(0, whole.length - 200_000), /cut off/)
  await refuse(whole.subarray(0, whole.indexOf('manifest.json')), /cut off/)
  await refuse(Buffer.from('nothing of the kind'.repeat(100)), /no backup/)
  await refuse(Buffer.alloc(0), /no backup|cut off/)
  const newer = Buffer.from(whole)
  newer.write('9999', newer.indexOf('0001_initial.sql'))
  await refuse(newer, /newer version, with 9999_initial\.sql/)
  await restoreBackup({ url, source: bytesOf(whole) })
}, 120_000)

it('takes the place of what is there only when told, and of nothing that a relay uses', async () => {
  const { db } = app
  const file = join(await useFolder(), 'relay.tar')
  await writeFile(file, await backupOf(db.url))
  const before = await digest(db.url)
  const used = await runCli(['restore', file, '--replace'], asRelay())
  expect(used).toMatchObject({ code: 1, err: expect.stringContaining('stop all of its relays') })

  const url = await useEmptyDatabase()
  await query(url, 'create table something (of text); create schema pgboss; create table pgboss.job (id int)')
  const refused = await runCli(['restore', file], { DATABASE_URL: url })
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/not empty: .*--replace/) })
  expect(await runCli(['restore', file, '--replace'], { DATABASE_URL: url })).toMatchObject({ code: 0 })
  expect(await digest(url)).toEqual(before)
}, 120_000)

it('keeps as many archives as were asked for, and says how old the newest is', async () => {
  const env = asRelay()
  const folder = await useFolder()
  expect(await runCli(['backup', folder, '--newest', '1h'], env)).toMatchObject({
    code: 1,
    err: expect.stringContaining('has no backup'),
  })
  for (const year of [2019, 2020, 2021])
    await writeFile(join(folder, `tinymlaas-${year}-01-01T00-00-00Z.tar`), '')
  await writeFile(join(folder, 'tinymlaas-2022-01-01T00-00-00Z.tar.part'), 'killed')
  await writeFile(join(folder, 'mine.tar'), '')
  expect(await runCli(['backup', folder, '--keep', '2'], env)).toMatchObject({ code: 0 })
  const left = (await readdir(folder)).sort()
  expect(left).toEqual([
    'mine.tar',
    'tinymlaas-2021-01-01T00-00-00Z.tar',
    expect.stringMatching(/^tinymlaas-202[6-9]/),
  ])
  expect(await runCli(['backup', folder, '--newest', '1h'], env)).toMatchObject({ code: 0 })
  expect((await readFile(join(folder, left[2] ?? ''))).length).toBeGreaterThan(1e6)
}, 60_000)

it.each([
  [['backup']],
  [['backup', 'a.tar', 'b.tar']],
  [['backup', 'a.tar', '--keep', '3']],
  [['backup', 'a/', '--keep', '0']],
  [['backup', '-', '--verify']],
  [['restore']],
])('shows the usage for a call that makes no sense: %s', async (args) => {
  expect(await runCli(args)).toMatchObject({
    code: 2,
    err: expect.stringContaining(`usage: tinymlaas ${args[0]}`),
  })
})

it('says in one sentence what keeps it from its work', async () => {
  const url = await useEmptyDatabase()
  const folder = await useFolder()
  const cases: [string[], Record<string, string>, RegExp][] = [
    [
      ['backup', join(folder, 'b/'), '--verify'],
      asRelay(),
      /may make no database to verify the backup in: alter role tinymlaas createdb\.\n$/,
    ],
    [['backup', join(folder, 'a.tar')], { DATABASE_URL: url }, /^The database is empty: [^\n]*\.\n$/],
    [
      ['backup', join(folder, 'a.tar')],
      { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' },
      /^PostgreSQL at 127\.0\.0\.1:1 does not answer [^\n]*\.\n$/,
    ],
    [
      ['backup', join(folder, 'a.tar')],
      { DATABASE_URL: '', DATA_DIR: join(folder, 'none') },
      /^There is no database in DATA_DIR=[^\n]*\n$/,
    ],
    [['restore', join(folder, 'a.tar')], { DATABASE_URL: url }, /^There is no backup [^\n]*\n$/],
  ]
  for (const [args, env, sentence] of cases) {
    const { code, err } = await runCli(args, env)
    expect(err).toMatch(sentence)
    expect(code).toBe(1)
  }
  expect(await readdir(folder)).toEqual(['b'])
}, 60_000)

it('goes on making them, and tries again soon when the database was away', async () => {
  const folder = await useFolder()
  const url = new URL(app.db.url)
  const [real, port] = [Number(url.port), await freePort()]
  const line = createServer((from) => {
    const to = connect(real, url.hostname)
    for (const socket of [from, to]) socket.on('error', () => undefined)
    from.pipe(to).pipe(from)
  })
  onTestFinished(() => void line.close())
  url.port = String(port)
  const env = { ...process.env, DATABASE_URL: url.href }
  const child = spawn(process.execPath, ['src/cli/tinymlaas.js', 'backup', folder, '--every', '1h'], { env })
  onTestFinished(() => void child.kill())
  let said = ''
  child.stderr.on('data', (bytes) => {
    said += bytes
  })
  await expect.poll(() => said, { timeout: 30_000 }).toContain('does not answer')
  line.listen(port, '127.0.0.1')
  await expect.poll(() => readdir(folder), { timeout: 60_000 }).toEqual([expect.stringMatching(/Z\.tar$/)])
  expect(child.exitCode).toBe(null)
}, 120_000)

it('says which file is not what it was stored as', async () => {
  const { db } = app
  const [{ blob_id }] = await query(db.url, 'select blob_id from blob_chunks where seq = 1 limit 1')
  await db.knex.raw(
    "update blob_chunks set data = overlay(data placing '\\x00'::bytea from 7 for 1) || '\\x01'::bytea where blob_id = ? and seq = 1",
    [blob_id],
  )
  const { code, err } = await runCli(['backup', `${await useFolder()}/`, '--verify'], asOwner())
  expect(err).toContain(`are not what they were stored as (${blob_id})`)
  expect(code).toBe(1)
}, 60_000)
