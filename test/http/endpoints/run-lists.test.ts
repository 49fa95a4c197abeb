import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
const names = new Map<string, string>()

/** Five runs of three kinds, a day apart, the newest named e. */
beforeAll(async () => {
  app = await startApp()
  await app.db.knex.raw(`
    insert into datasets (name, description) values ('one', 'd'), ('two', 'd');
    insert into models (dataset_id, parameters, description, classes) values (1, '{}', '', '[]'), (2, '{}', '', '[]')`)
  const { rows } = await app.db.knex.raw(`
    insert into runs (kind, state, dataset_id, model_id, worker, requested_at, claim, request) values
      ('train',   'queued',  1, null, null, '2026-01-01T00:00:00Z', null, '{"parameters": {}}'),
      ('train',   'queued',  2, null, null, '2026-01-02T00:00:00Z', null, '{"parameters": {}}'),
      ('compile', 'queued',  null, 1, null, '2026-01-03T00:00:00.123456Z', null, '{"parameters": {}}'),
      ('compile', 'running', null, 2, 'w1', '2026-01-04T00:00:00Z', gen_random_uuid(), '{"parameters": {}}'),
      ('predict', 'running', null, 1, 'w2', '2026-01-05T00:00:00Z', gen_random_uuid(), '{"parameters": {}}')
    returning id`)
  for (const [at, { id }] of rows.entries()) names.set(id, 'abcde'[at] ?? '')
})
afterAll(() => app.stop())

const list = async (query: string) => {
  const reply = await app.ask(`GET /runs?${query}`)
  expect(reply.status, reply.text).toBe(200)
  return { reply, runs: (reply.json as { id: string }[]).map(({ id }) => names.get(id)).join('') }
}

describe('a list of runs', () => {
  it.each([
    ['', 'edcba'],
    ['kind=compile', 'dc'],
    ['model_id=1', 'ec'],
    ['model_id=1&kind=compile', 'c'],
    ['model_id=9', ''],
    ['dataset_id=2', 'b'],
    ['state=running', 'ed'],
    ['worker=w1', 'd'],
    ['since=2026-01-04T00:00:00', 'ed'],
    ['since=2026-01-04', 'ed'],
    ['until=2026-01-02T00:00:00Z', 'a'],
    ['since=2026-01-03T00:00:00.123456&until=2026-01-03T00:00:00.123457', 'c'],
    ['until=2026-01-03T00:00:00.123456', 'ba'],
    ['since=2026-01-02T01:00:00%2B01:00&until=2026-01-03T00:00:00Z', 'b'],
    ['kind=train&state=queued&since=2026-01-02', 'b'],
  ])('with "%s" has %s', async (query, runs) => {
    const found = await list(query)
    expect(found.runs).toBe(runs)
    expect(found.reply.headers['x-total-count']).toBe(String(runs.length))
    expect(found.reply.headers).not.toHaveProperty('link')
  })

  it('leads to its next page, with its filters', async () => {
    let path = '/runs?limit=2&until=2026-01-05'
    const pages: string[] = []
    while (path) {
      const { reply, runs } = await list(path.split('?')[1] ?? '')
      expect(reply.headers['x-total-count']).toBe('4')
      pages.push(runs)
      path = /^<(\/runs\?.*)>; rel="next"$/.exec(String(reply.headers['link'] ?? ''))?.[1] ?? ''
    }
    expect(pages).toEqual(['dc', 'ba'])
  })

  it('leads on from run to run, whatever is asked for meanwhile', async () => {
    let path = '/runs?limit=2&after=&until=2027-01-01'
    const pages: string[] = []
    while (path) {
      const { reply, runs } = await list(path.split('?')[1] ?? '')
      expect(reply.headers).not.toHaveProperty('x-total-count')
      pages.push(runs)
      // Newer than all of them, so that an offset would slip.
      await app.db.knex.raw(
        `insert into runs (kind, dataset_id, requested_at, request) values ('train', 1, '2027-01-01', '{"parameters": {}}')`,
      )
      path = /^<(\/runs\?.*)>; rel="next"$/.exec(String(reply.headers['link'] ?? ''))?.[1] ?? ''
    }
    await app.db.knex.raw("delete from runs where requested_at = '2027-01-01'")
    expect(pages).toEqual(['ed', 'cb', 'a'])
  })

  it('goes on among runs of the same moment, by id', async () => {
    await app.db.knex.raw(
      `insert into runs (kind, worker, requested_at, request)
       select 'train', 'equal', '2025-01-01', '{"parameters": {}}' from generate_series(1, 5)`,
    )
    let path = '/runs?limit=2&after=&worker=equal'
    const seen: string[] = []
    for (let pages = 0; path; pages++) {
      expect(pages).toBeLessThan(3)
      const reply = await app.ask(`GET ${path}`)
      seen.push(...(reply.json as { id: string }[]).map(({ id }) => id))
      path = /^<(\/runs\?.*)>; rel="next"$/.exec(String(reply.headers['link'] ?? ''))?.[1] ?? ''
    }
    await app.db.knex.raw("delete from runs where worker = 'equal'")
    expect(seen).toHaveLength(5)
    expect(seen).toEqual([...new Set(seen)].toSorted())
  })

  it('says which request asked for a run, as the log has it', async () => {
    await app.db.knex.raw("update runs set request_id = 'from-the-log' where kind = 'predict'")
    const [run] = (await app.ask('GET /runs?kind=predict')).json as { id: string; request_id: string }[]
    expect(run?.request_id).toBe('from-the-log')
    expect((await app.ask(`GET /runs/${run?.id}`)).json).toMatchObject({ request_id: 'from-the-log' })
    const [old] = (await app.ask('GET /runs?kind=compile')).json as object[]
    expect(old).toMatchObject({ request_id: null })
  })

  it.each([
    ['after=x', ['query', 'after'], /requested_at and the id/],
    ['after=2026-01-01T00:00:00,1', ['query', 'after'], /requested_at and the id/],
    ['kin=compile', ['query', 'kin'], /did you mean "kind"/],
    ['modelid=1', ['query', 'modelid'], /did you mean "model_id"/],
    ['colour=rgb', ['query', 'colour'], /There are state, kind/],
    ['kind=training', ['query', 'kind'], /compile/],
    ['model_id=x', ['query', 'model_id'], /./],
    ['model_id=99999999999', ['query', 'model_id'], /./],
    ['since=yesterday', ['query', 'since'], /2026-01-31/],
    ['since=2026-02-30', ['query', 'since'], /./],
    ['until=0000-01-01', ['query', 'until'], /./],
    ['until=0001-01-01T00:00:00-23:59', ['query', 'until'], /./],
  ])('refuses "%s"', async (query, loc, words) => {
    const reply = await app.ask(`GET /runs?${query}`)
    expect(reply).toMatchObject({
      status: 422,
      json: { detail: [{ loc, msg: expect.stringMatching(words) }] },
    })
  })
})

describe('a query that means nothing', () => {
  it.each([
    'GET /boards?x=1',
    'GET /datasets/1?x=1',
    'GET /models/1?x=1',
    'DELETE /models/1?force=true',
    'GET /runs/x?y=1',
  ])('is refused on operations of ours: %s', async (call) => {
    expect((await app.ask(call)).status).toBe(422)
  })

  it.each(['GET /devices/?x=1', 'GET /datasets/?x=1', 'GET /bridges/1/health?x=1', 'GET /healthz?now=1'])(
    'is passed over where old clients and monitors may send it: %s',
    async (call) => {
      expect((await app.ask(call)).status).not.toBe(422)
    },
  )

  it('is refused there as well where it is a slip', async () => {
    const reply = await app.ask('POST /compiled_models/models/1?calibration_image=5')
    expect(reply).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['query', 'calibration_image'], msg: expect.stringMatching(/did you mean/) }] },
    })
  })
})
