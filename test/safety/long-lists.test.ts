import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  await app.ask('POST /datasets/?dataset_name=a&dataset_desc=')
})
afterAll(() => app.stop())

const insertModels = (count: number, description: string) =>
  app.db.knex.raw(
    `insert into models (parameters, description, classes) select '{}', ?, '[]' from generate_series(1, ${count})`,
    [description],
  )
const ids = (json: unknown) => (json as { id: number }[]).map(({ id }) => id)

it('lists runs without their reports, however large these are', async () => {
  const big = JSON.stringify({ parameters: { note: 'x'.repeat(1_000_000) }, classes: [] })
  await app.db.knex.raw(
    `insert into runs (kind, state, reason, finished_at, request, result)
     select 'train', 'failed', 'exit', now(), ?::jsonb, jsonb_build_object('matrix', repeat('x', 3000000))
     from generate_series(1, 20)`,
    [big],
  )
  const list = await app.ask('GET /runs?limit=20')
  expect(list.status).toBe(200)
  expect(list.json).toHaveLength(20)
  expect(list.bytes.length).toBeLessThan(20 * 1000)
  const [run] = list.json as { id: string }[]
  const whole = await app.ask(`GET /runs/${run?.id}`)
  expect(whole.json).toMatchObject({ report: { matrix: expect.any(String) }, artifacts: [] })
  await app.db.knex.raw('delete from runs')
})

it('gives a list whole up to its bound, and by pages as far as it goes', async () => {
  await insertModels(10_000, 'small')
  const whole = await app.ask('GET /models/')
  expect(whole.json).toHaveLength(10_000)
  expect(new Set(ids(whole.json)).size).toBe(10_000)
  await insertModels(1, 'one more')
  const refused = await app.ask('GET /models/')
  expect(refused).toMatchObject({
    status: 400,
    json: { code: 'list-too-long', hint: expect.stringContaining('limit=1000') },
    headers: { link: '</models/?limit=1000>; rel="first"' },
  })
  const seen: number[] = []
  for (let path: string | undefined = '/models/?limit=1000'; path; ) {
    const page = await app.ask(`GET ${path}`)
    seen.push(...ids(page.json))
    path = /<([^>]+)>; rel="next"/.exec(page.headers['link']?.toString() ?? '')?.[1]
  }
  expect(seen).toHaveLength(10_001)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  await app.db.knex.raw('delete from models')
})

it('refuses a list of few rows that are large', async () => {
  await insertModels(1000, 'x'.repeat(10_000))
  expect((await app.ask('GET /models/')).status).toBe(400)
  expect((await app.ask('GET /models/?limit=3')).json).toHaveLength(3)
  await app.db.knex.raw('delete from models')
})

it.each(['/devices/', '/bridges/', '/datasets/', '/compiled_models/', '/models/'])(
  'pages %s in the shape of the whole',
  async (path) => {
    const whole = await app.ask(`GET ${path}`)
    const page = await app.ask(`GET ${path}?limit=10`)
    expect(page.json).toEqual(whole.json)
    expect(page.headers['link']).toBeUndefined()
    expect((await app.ask(`GET ${path}?after=2147483647`)).json).toEqual([])
    expect((await app.ask(`GET ${path}?limit=0`)).status).toBe(422)
  },
)

const train = (parameters: object) =>
  app.ask('POST /models/datasets/1?lossfunc=Categorical%20crossentropy', {
    json: {
      parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1, ...parameters },
      description: '',
    },
  })

it.each([
  ['of many keys', Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`key${i}`, 1]))],
  ['of many bytes', { note: 'x'.repeat(5000) }],
  ['of many bytes deep down', { note: { deep: ['é'.repeat(3000)] } }],
])('refuses unknown parameters %s', async (_what, unknown) => {
  const refused = await train(unknown)
  expect(refused).toMatchObject({ status: 422, json: { code: 'invalid-request' } })
  expect(refused.text).toContain('Unknown parameters may have 32 keys and 4096 bytes')
})

it('keeps unknown parameters within the bounds', async () => {
  // There are no pictures; the parameters were taken.
  expect((await train({ note: 'x'.repeat(4000) })).text).not.toContain('Unknown parameters')
})

it.each([
  ['devices', 'name', 201],
  ['devices', 'connection', 1001],
  ['devices', 'model', 201],
  ['devices', 'description', 2001],
  ['devices', 'serial', 501],
  ['bridges', 'name', 201],
  ['bridges', 'address', 2049],
])('refuses %s whose %s is longer than it may be', async (list, field, length) => {
  const device = { name: 'n', installer_id: 1, model: 'm', description: 'd', serial: 's' }
  const bridge = { address: 'a', https: false }
  const json = { ...(list === 'devices' ? device : bridge), [field]: 'x'.repeat(length) }
  const refused = await app.ask(`POST /${list}/`, { json })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(field)
})
