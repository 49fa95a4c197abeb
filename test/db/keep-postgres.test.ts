import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { startOwnPostgres } from '../faults/support/own-postgres.ts'

it('brings the embedded PostgreSQL back that was killed, and the relay with it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tinymlaas-keep-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  await using postgres = await startOwnPostgres(dataDir)
  const relay = await spawnRelay({ DATABASE_URL: '', DATA_DIR: dataDir, ROLE: 'api', INSTANCE: 'keep' })
  const status = () => fetch(`${relay.url}/runs`).then((answer) => answer.status)
  expect(await status()).toBe(200)
  // Whose containers these are, for scripts/clean.sh.
  expect(await readFile(join(dataDir, 'installations'), 'utf8')).toMatch(/^keep\.[0-9a-f-]{36}\n$/)
  await postgres.kill()
  expect(await status()).toBe(503)
  await expect.poll(status, { timeout: 20_000 }).toBe(200)
  // Under its old address: whoever knew it finds it again.
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.end()
  expect(relay.log()).toContain('has died and is started again')
  expect(await relay.end('SIGTERM')).toBe(0)
}, 60_000)
