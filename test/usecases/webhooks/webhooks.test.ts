import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished, vi } from 'vitest'
import { insertToken } from '../../../src/store/tokens.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { type RunningApp, useApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'

const PATIENCE = { timeout: 30_000, interval: 100 }
const LOSS = 'lossfunc=Categorical%20crossentropy'
const json = { parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }, description: '' }

/** A receiver, which answers by these statuses in turn, then by the last. */
const useReceiver = async (...statuses: number[]) => {
  const seen: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    seen.push({ headers: request.headers, body: await text(request) })
    response.writeHead(statuses[seen.length - 1] ?? statuses.at(-1) ?? 204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, seen }
}

const isSigned = (
  secret: string,
  { headers, body }: { headers: IncomingHttpHeaders; body: string },
): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', key).update(signed).digest()
  const given = Buffer.from(String(headers['webhook-signature']).replace('v1,', ''), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const own = { env: { WEBHOOK_ALLOW: '127.0.0.0/8' } }
const addHook = async (app: RunningApp, url: string) =>
  (await app.ask('POST /webhooks', { json: { url } })).json as { id: number; secret: string }
const endTraining = async (app: RunningApp) => {
  await app.ask(`POST /models/datasets/1?${LOSS}`, { json, headers: { Prefer: 'respond-async' } })
  await endNextRun(app.db)
}
/** As if the time of the next attempt had come. */
const hasten = (app: RunningApp) =>
  app.db.knex
    .raw("update webhooks set paused_until = '-infinity'")
    .then(() => app.db.knex.raw('update webhook_deliveries set next_at = now()'))

it('tells the end of a run once, signed, and shows the secret only once', async () => {
  const app = await useApp(own)
  await uploadDigits(app.url, 2)
  const { url, seen } = await useReceiver(204)
  const { id, secret } = await addHook(app, url)
  expect(secret).toMatch(/^whsec_/)
  expect(JSON.stringify((await app.ask('GET /webhooks')).json)).not.toMatch(/whsec_|secret/)
  await endTraining(app)
  await vi.waitFor(() => expect(seen).toHaveLength(1), PATIENCE)
  const [first] = seen
  if (!first) throw new Error('Nothing came.')
  expect(isSigned(secret, first)).toBe(true)
  expect(isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, first)).toBe(false)
  expect(JSON.parse(first.body)).toMatchObject({
    type: 'run.ended',
    data: { kind: 'train', state: 'succeeded', reason: null, model_id: 1 },
  })
  await vi.waitFor(
    async () =>
      expect((await app.ask(`GET /webhooks/${id}/deliveries`)).json).toMatchObject([
        { id: first.headers['webhook-id'], state: 'delivered', attempts: 1, status: 204 },
      ]),
    PATIENCE,
  )
})

it('tells again what was not taken, under the same id, and gives up after ten attempts', async () => {
  const app = await useApp(own)
  await uploadDigits(app.url, 2)
  const { url, seen } = await useReceiver(500, 302, 200, 500)
  const { id } = await addHook(app, url)
  await endTraining(app)
  for (const count of [1, 2, 3]) {
    await vi.waitFor(() => expect(seen).toHaveLength(count), PATIENCE)
    await vi.waitFor(
      async () =>
        expect((await app.ask(`GET /webhooks/${id}/deliveries`)).json).toMatchObject([
          { attempts: count, state: count < 3 ? 'waiting' : 'delivered', status: [500, 302, 200][count - 1] },
        ]),
      PATIENCE,
    )
    if (count < 3) await hasten(app)
  }
  expect(new Set(seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1)

  await endTraining(app)
  await app.db.knex.raw("update webhook_deliveries set attempts = 9 where state = 'waiting'")
  await hasten(app)
  await vi.waitFor(
    async () =>
      expect((await app.ask(`GET /webhooks/${id}/deliveries`)).json).toContainEqual(
        expect.objectContaining({ state: 'given-up', attempts: 10 }),
      ),
    PATIENCE,
  )
})

it('calls no address of the relay’s own network unless the operator says so', async () => {
  const app = await useApp()
  await uploadDigits(app.url, 2)
  const { url, seen } = await useReceiver(204)
  const hooks = await Promise.all([url, url.replace('127.0.0.1', 'localhost')].map((to) => addHook(app, to)))
  await endTraining(app)
  for (const { id } of hooks)
    await vi.waitFor(
      async () =>
        expect((await app.ask(`GET /webhooks/${id}/deliveries`)).json).toMatchObject([
          { state: 'waiting', problem: 'refused-address' },
        ]),
      PATIENCE,
    )
  expect(seen).toEqual([])
})

it('tells each only of its own runs, also of cancelled ones, and others see nothing of it', async () => {
  const app = await useApp({ ...own, isTokenRequired: true })
  const tokens: Record<string, string> = {}
  for (const name of ['mine', 'other']) tokens[name] = await insertToken(app.db.knex, name, ['run'])
  const as = (name: string) => ({ headers: { Authorization: `Bearer ${tokens[name]}` } })
  const { url, seen } = await useReceiver(200)
  const added = await app.ask('POST /webhooks', { ...as('mine'), json: { url } })
  const { id } = added.json as { id: number }
  expect((await app.ask('GET /webhooks', as('other'))).json).toEqual([])
  expect(await app.ask(`GET /webhooks/${id}/deliveries`, as('other'))).toMatchObject({ status: 403 })
  await app.db.knex.raw(
    "insert into runs (kind, owner, request) select 'train', owner, '{\"parameters\": {}}' from unnest(array['mine', 'other', null]) owner",
  )
  await app.db.knex.raw(
    "update runs set state = 'cancelled', reason = 'cancelled', finished_at = now() where state = 'queued'",
  )
  await vi.waitFor(() => expect(seen).toHaveLength(1), PATIENCE)
  expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ data: { owner: 'mine', state: 'cancelled' } })
  expect(await app.db.knex('webhook_deliveries').count()).toEqual([{ count: 1 }])
})
