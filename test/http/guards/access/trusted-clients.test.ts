import { execFile } from 'node:child_process'
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { Request } from 'express'
import { expect, it, vi } from 'vitest'
import { trustNetworks } from '../../../../src/http/guards/access/trust-networks.ts'
import { insertToken } from '../../../../src/store/tokens.ts'
import { type StartOptions, useApp } from '../../../support/start-app.ts'

const run = promisify(execFile)
const FRONTEND = '127.0.0.2'
const trusting = {
  TRUSTED_CLIENTS: `${FRONTEND}=run:frontend, 10.0.0.0/8=read:dashboards,0.0.0.0/0=admin:all`,
}

const useRelay = async (options: StartOptions = {}) => {
  const app = await useApp({ isTokenRequired: true, ...options, env: { ...trusting, ...options.env } })
  /** Status and body of a call that comes from an address of this machine. */
  const askFrom = (localAddress: string, call: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; json: unknown }>((resolve, reject) => {
      const [method = '', path = ''] = call.split(' ')
      const sent = request(new URL(path, app.url), { method, headers, localAddress }, (answer) => {
        json(answer).then((body) => resolve({ status: answer.statusCode ?? 0, json: body }), reject)
      })
      sent.on('error', reject).end()
    })
  return { app, askFrom }
}
const MAKE = 'POST /datasets/?dataset_name=n&dataset_desc=d'

it('a client of a trusted address needs no token, has its scope, owns what it makes and is in the audit', async () => {
  const { app, askFrom } = await useRelay()
  expect(await askFrom(FRONTEND, MAKE)).toMatchObject({ status: 201, json: { id: 1 } })
  expect((await askFrom(FRONTEND, 'GET /datasets/1')).json).toMatchObject({ owner: 'frontend' })
  expect((await askFrom(FRONTEND, 'DELETE /datasets/1')).status).toBe(403)
  await vi.waitFor(() => expect(app.audited).toHaveLength(2))
  expect(app.audited.map((line) => JSON.parse(line))).toMatchObject([
    { client: 'frontend', via: 'network', address: FRONTEND, status: 201 },
    { client: 'frontend', via: 'network', address: FRONTEND, status: 403 },
  ])
})

it('other addresses need a token, this machine’s own too although a wide network holds it', async () => {
  const { askFrom } = await useRelay()
  for (const address of ['127.0.0.1', '127.0.0.3'])
    expect((await askFrom(address, 'GET /runs')).status).toBe(401)
})

it('a wrong token is not forgiven, and a right one counts', async () => {
  const { app, askFrom } = await useRelay()
  const token = await insertToken(app.db.knex, 'boss', ['admin'])
  expect((await askFrom(FRONTEND, 'GET /runs', { authorization: 'Bearer tml_wrong' })).status).toBe(401)
  await askFrom(FRONTEND, MAKE)
  const answer = await askFrom(FRONTEND, 'DELETE /datasets/9', { authorization: `Bearer ${token}` })
  expect(answer.status).toBe(404)
})

it.each([
  { 'x-forwarded-for': FRONTEND },
  { 'x-forwarded-for': '10.0.0.1' },
  { forwarded: 'for=10.0.0.1' },
  { 'x-real-ip': '10.0.0.1' },
  { via: '1.1 proxy' },
])('is not trusted through a proxy that TRUST_PROXY does not count: %o', async (headers) => {
  const { askFrom } = await useRelay()
  expect((await askFrom(FRONTEND, 'GET /runs', headers)).status).toBe(401)
  expect((await askFrom('127.0.0.1', 'GET /runs', headers)).status).toBe(401)
})

it('behind a counted proxy the address is the one the proxy names, and nobody further away is believed', async () => {
  const { askFrom } = await useRelay({
    env: { TRUST_PROXY: '1', TRUSTED_CLIENTS: `${FRONTEND}=run:proxy,10.0.0.0/8=read:dashboards` },
  })
  const through = (forwarded: string, call = 'GET /runs') =>
    askFrom(FRONTEND, call, { 'x-forwarded-for': forwarded })
  expect((await through('10.1.2.3')).status).toBe(200)
  expect((await through('10.1.2.3', MAKE)).json).toMatchObject({
    detail: '"dashboards" lacks the scope run.',
  })
  expect((await through('192.0.2.1')).status).toBe(401)
  expect((await through('192.0.2.1, 10.1.2.3')).status).toBe(401)
})

it('refuses a web page that is opened on a trusted machine, and a name that is not the relay’s', async () => {
  const { askFrom } = await useRelay()
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { host: 'evil.example' },
  ] as Record<string, string>[])
    expect(await askFrom(FRONTEND, MAKE, headers)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
})

it('lets in Python’s requests, as the predecessor’s frontend uses it', async () => {
  const { app } = await useRelay()
  const program = `
import sys, requests
from requests.adapters import HTTPAdapter
class From(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, source_address=(sys.argv[2], 0), **kwargs)
session = requests.Session()
session.trust_env = False
session.mount('http://', From())
made = session.post(sys.argv[1] + '/datasets/', params={'dataset_name': 'n', 'dataset_desc': 'd'}, timeout=5)
listed = session.get(sys.argv[1] + '/datasets/', timeout=5)
print(made.status_code, listed.status_code)
`
  const from = (address: string) => run('python3', ['-c', program, app.url, address])
  expect((await from(FRONTEND)).stdout).toBe('201 200\n')
  expect((await from('127.0.0.1')).stdout).toBe('401 401\n')
}, 30_000)

it('takes an IPv4 address as what it is where a listener for both kinds shows it as an IPv6 one', () => {
  const find = trustNetworks(['10.0.0.0/8=run:frontend', '::/0=admin:all'], 0)
  const from = (ip: string) => find({ ip, get: () => undefined } as unknown as Request)
  expect(from('::ffff:10.1.2.3')).toMatchObject({ name: 'frontend' })
  expect(from('::ffff:127.0.0.1')).toBeNull()
  expect(from('::1')).toBeNull()
  expect(from('fd00::1')).toMatchObject({ name: 'all' })
})

it.each([
  'frontend',
  '10.0.0.0/8',
  '10.0.0.0/8=frontend',
  '10.0.0.0/8=root:frontend',
  '10.0.0.0/8=run:a b',
  '10.0.0.0/99=run:x',
  'frontend.example=run:x',
])('does not start with an entry that makes no sense: %s', (entry) => {
  expect(() => trustNetworks([entry], 0)).toThrow(`TRUSTED_CLIENTS has "${entry}"`)
})
