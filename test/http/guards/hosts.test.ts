import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { spawnRelay } from '../../../scripts/spawn-relay.ts'
import { countTokens, revokeToken } from '../../../src/store/tokens.ts'
import { makeFirstToken } from '../../../src/usecases/make-first-token.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'
import { sendRaw } from '../pipeline/send-raw.ts'

const useFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'first-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'first-token')
}

const useRelay = async (env: Record<string, string>) => {
  const db = await useTestDatabase()
  const file = await useFolder()
  const relay = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api', FIRST_TOKEN_FILE: file, ...env })
  onTestFinished(async () => {
    await relay.end('SIGTERM')
  })
  return { relay, file, db }
}

it.each([
  { name: 'tokens on every address', env: { HOST: '0.0.0.0' }, isOpen: false },
  { name: 'tokens on the loopback address', env: { AUTH: 'tokens' }, isOpen: false },
  { name: 'none on every address', env: { HOST: '0.0.0.0', AUTH: 'none' }, isOpen: true },
  { name: 'none on the loopback address', env: {}, isOpen: true },
  { name: 'none behind a proxy', env: { TRUST_PROXY: '1' }, isOpen: true },
])(
  'takes only names of its own in Host: $name',
  async ({ env, isOpen }) => {
    const { relay, file } = await useRelay({ ALLOWED_HOSTS: 'Relay.example, other', ...env })
    const { port } = new URL(relay.url)
    const token = isOpen ? undefined : (await readFile(file, 'utf8')).trim()
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const ask = (method: string, path: string, headers: Record<string, string>) =>
      sendRaw(relay.url, { method, path, headers: { ...authorization, ...headers } })

    for (const host of [`evil.example:${port}`, 'localhost.evil.example', 'evil', '127.0.0.1.evil.example']) {
      // As a page sends it whose name was made to resolve to the relay: for the browser it is of the same origin.
      const page = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
      const refusal = {
        status: 403,
        json: { code: 'forbidden', hint: expect.stringContaining('ALLOWED_HOSTS') },
      }
      expect(await ask('GET', '/bridges/', page)).toMatchObject(refusal)
      expect(await ask('POST', '/datasets/?dataset_name=n&dataset_desc=d', page)).toMatchObject(refusal)
      const posing = { ...page, 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' }
      expect(await ask('GET', '/bridges/', posing)).toMatchObject(refusal)
    }
    const known = ['localhost', 'LOCALHOST.', '127.0.0.1', '[::1]', '192.168.0.7', 'relay.example', 'other']
    for (const name of known) {
      const host = `${name}:${port}`
      expect([host, (await ask('GET', '/bridges/', { host })).status]).toEqual([host, 200])
    }
    for (const host of ['10.1.2.3:8000', '[fd00::7]', ''])
      expect((await sendRaw(relay.url, { method: 'GET', path: '/healthz', headers: { host } })).status).toBe(
        200,
      )
  },
  30_000,
)

it('makes a first token where tokens are needed, into a file that only its owner reads, and never again', async () => {
  const { relay, file, db } = await useRelay({ AUTH: 'tokens' })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const token = (await readFile(file, 'utf8')).trim()
  const headers = { Authorization: `Bearer ${token}` }
  const made = await fetch(`${relay.url}/bridges/`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: '{"address":"b","https":false}',
  })
  expect(made.status).toBe(201)
  expect((await fetch(`${relay.url}/bridges/`)).status).toBe(401)
  expect(relay.log()).toContain(file)
  expect(relay.log()).not.toContain(token)

  await writeFile(file, 'kept')
  expect(await makeFirstToken(db.knex, file)).toBe(false)
  await revokeToken(db.knex, 'first-admin')
  expect(await makeFirstToken(db.knex, file)).toBe(false)
  expect(await readFile(file, 'utf8')).toBe('kept')
})

it('makes one token of relays that start together, and none that it cannot write down', async () => {
  const db = await useTestDatabase()
  const file = await useFolder()
  await expect(makeFirstToken(db.knex, join(file, 'nowhere'))).rejects.toThrow('ENOENT')
  expect(await countTokens(db.knex)).toBe(0)
  const made = await Promise.all([1, 2, 3].map(() => makeFirstToken(db.knex, file)))
  expect(made.filter(Boolean)).toHaveLength(1)
  expect(await countTokens(db.knex)).toBe(1)
})
