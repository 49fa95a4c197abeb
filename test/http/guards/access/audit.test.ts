import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { spawnRelay } from '../../../../scripts/spawn-relay.ts'
import { openAuditSink } from '../../../../src/http/guards/access/create-audit-trail.ts'
import { insertToken } from '../../../../src/store/tokens.ts'
import { useTestDatabase } from '../../../support/create-test-database.ts'
import { useApp } from '../../../support/start-app.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

it('has a line for each change and each refusal, and for nothing else', async () => {
  const app = await useApp({ isTokenRequired: true })
  const token = await insertToken(app.db.knex, 'ci', ['run'])
  const as = { headers: { Authorization: `Bearer ${token}`, 'X-Request-Id': 'r-1' } }
  await app.ask('GET /datasets/', as)
  await app.ask('GET /nowhere', as)
  const made = await app.ask('POST /datasets/?dataset_name=secret&dataset_desc=', as)
  await app.ask(`POST /runs/${NOBODY}/cancel`, as)
  await app.ask('DELETE /datasets/1', as)
  await app.ask('GET /datasets/1')
  await app.ask('GET /datasets/', { headers: { host: 'evil.example' }, undocumented: true })
  await vi.waitFor(() => expect(app.audited).toHaveLength(5))

  const who = { audit: true, client: 'ci', via: 'token', address: '127.0.0.1', request_id: 'r-1' }
  const nobody = { client: null, via: null, address: '127.0.0.1' }
  expect(app.audited.map((line) => JSON.parse(line))).toMatchObject([
    { ...who, operation: 'add_dataset_datasets__post', objects: { id: 1 }, status: 201, complete: true },
    { ...who, operation: 'cancel_run', objects: { run_id: NOBODY }, status: 404 },
    { ...who, operation: 'delete_dataset', objects: { dataset_id: '1' }, status: 403 },
    { ...nobody, operation: 'describe_dataset', objects: { dataset_id: '1' }, status: 401 },
    { ...nobody, operation: null, objects: {}, status: 403, path: '/datasets/' },
  ])
  expect(made.json).toMatchObject({ id: 1 })
  expect(app.audited.join('')).not.toContain('secret')
})

it('knows where a call came from that broke off', async () => {
  const app = await useApp()
  const { hostname, port } = new URL(app.url)
  const slow = connect(Number(port), hostname)
  slow.write('PUT /devices/1/board HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{')
  await new Promise((resolve) => setTimeout(resolve, 200))
  slow.destroy()
  await vi.waitFor(() => expect(app.audited.join('')).toContain('set_device_board'))
  const line = app.audited
    .map((text) => JSON.parse(text))
    .find((each) => each.operation === 'set_device_board')
  expect(line).toMatchObject({ address: '127.0.0.1', complete: false, objects: { device_id: '1' } })
})

it('never holds a token, wherever a client puts it', async () => {
  const app = await useApp({ isTokenRequired: true })
  const token = await insertToken(app.db.knex, 'ci', ['run'])
  const headers = { Authorization: `Bearer ${token}`, 'X-Request-Id': token }
  await app.ask(`POST /runs/${token}/cancel?token=${token}`, { headers, undocumented: true })
  await app.ask(`GET /runs/${token}`, { headers: { 'X-Request-Id': token }, undocumented: true })
  await vi.waitFor(() => expect(app.audited).toHaveLength(2))
  expect(app.audited.join('')).toContain('tml_[redacted]')
  expect(app.audited.join('')).not.toContain(token)
})

it('is a file of its own that only its owner reads and that is only appended to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'audit.jsonl')
  const db = await useTestDatabase()
  for (let start = 1; start <= 2; start += 1) {
    const relay = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api', AUDIT_LOG: file })
    const made = await fetch(`${relay.url}/datasets/?dataset_name=n&dataset_desc=`, { method: 'POST' })
    expect(made.status).toBe(201)
    await relay.end('SIGTERM')
    expect(relay.log()).not.toContain('"audit":true')
    const lines = (await readFile(file, 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).objects)).toEqual(
      Array.from({ length: start }, (_, i) => ({ id: i + 1 })),
    )
  }
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const nowhere = openAuditSink(join(folder, 'nowhere', 'x'), () => undefined)
  await expect(nowhere).rejects.toThrow(/AUDIT_LOG=.* cannot be opened \(ENOENT\)/)
})

it('goes to stdout, marked, where no file is named', async () => {
  const db = await useTestDatabase()
  const relay = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api' })
  await fetch(`${relay.url}/datasets/?dataset_name=n&dataset_desc=`, { method: 'POST' })
  await relay.end('SIGTERM')
  const lines = relay.log().trim().split('\n')
  expect(lines.filter((line) => JSON.parse(line).audit === true)).toHaveLength(1)
})
