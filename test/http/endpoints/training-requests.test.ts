import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endNextRun } from '../../support/act-as-worker.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture, sample } from '../../support/pictures.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
const ids = { trainable: 0, other: 0, empty: 0, unlabelled: 0, single: 0, broken: 0 }
const fill = async (names: string[], data?: Buffer) => {
  const { json } = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  const { id } = json as { id: number }
  if (names.length > 0) {
    const parts = names.map((name, i) => ({ name, data: data ?? makePicture(i) }))
    expect((await app.ask(`POST /datasets/${id}/`, multipart(parts))).status).toBe(200)
  }
  return id
}
beforeAll(async () => {
  app = await startApp()
  ids.trainable = await fill(['Empty/1.png', 'Empty/2.png', 'Full/1.png', 'Full/2.png', 'loose.png'])
  ids.other = await fill(['Cat/1.png', 'Dog/1.png'])
  ids.empty = await fill([])
  ids.unlabelled = await fill(['1.png', '2.png'])
  ids.single = await fill(['Only/1.png', 'Only/2.png'])
  ids.broken = await fill(['A/1.png', 'B/1.png'], sample('truncated.png'))
})
afterAll(() => app.stop())

const LOSS = 'lossfunc=Sparse%20Categorical%20crossentropy'
const parameters = { epochs: 2, img_width: 24, img_height: 16, batch_size: 1 }
const later = { Prefer: 'respond-async' }
interface Sent {
  path?: string
  query?: string
  body?: object
  changes?: object
  headers?: Record<string, string>
}
const train = ({
  path = `/models/datasets/${ids.trainable}`,
  query = LOSS,
  body,
  changes,
  headers = later,
}: Sent) =>
  app.ask(`POST ${path}?${query}`, {
    json: body ?? { parameters: { ...parameters, ...changes }, description: '' },
    headers,
  })
type Detail = { loc: (string | number)[]; msg: string }[]
const first = ({ json }: { json: unknown }) => (json as { detail: Detail }).detail[0]

describe('a training that makes no sense', () => {
  it.each([
    ['epochs', 0],
    ['epochs', -1],
    ['epochs', 1.5],
    ['epochs', null],
    ['epochs', ''],
    ['epochs', 'many'],
    ['epochs', undefined],
    ['epochs', [[1]]],
    ['epochs', 1001],
    ['img_width', 0],
    ['img_width', 7],
    ['img_width', 513],
    ['img_height', 0],
    ['batch_size', 0],
    ['batch_size', 1025],
    ['architecture', 'perceptron'],
    ['seed', -1],
    ['learning_rate', 0],
  ])('names %s when it is %j', async (field, value) => {
    const reply = await train({ changes: { [field]: value } })
    expect(reply.status).toBe(422)
    expect(first(reply)).toMatchObject({ loc: ['body', field], msg: expect.any(String) })
    expect(reply.json).toMatchObject({ hint: expect.any(String) })
  })

  it.each(['empty', 'unlabelled', 'single', 'broken'] as const)(
    'says what it found in a dataset that is %s, and how to label',
    async (kind) => {
      for (const sent of [
        { path: `/models/datasets/${ids[kind]}` },
        { path: '/models/datasets/', body: { dataset_id: ids[kind], parameters, description: '' } },
      ]) {
        const reply = await train(sent)
        expect(reply.status).toBe(422)
        expect(first(reply)?.loc[1]).toBe('dataset_id')
        expect(first(reply)?.msg).toMatch(/^Training needs at least two classes; found .*(usable|no files)/)
        expect(reply.json).toMatchObject({ hint: expect.stringContaining('?label=') })
      }
    },
  )

  it.each(['', 'lossfunc=', 'lossfunc=mse', 'lossfunc=categorical%20crossentropy'])(
    'names lossfunc when the query is "%s"',
    async (query) => {
      expect(first(await train({ query }))?.loc).toEqual(['query', 'lossfunc'])
    },
  )

  it.each([
    [{ path: '/models/datasets/999' }, 404],
    [{ path: '/models/datasets/-1' }, 404],
    [{ path: '/models/datasets/99999999999' }, 404],
    [{ path: '/models/datasets/99999999999999999999' }, 422],
    [{ path: '/models/datasets/x' }, 422],
    [{ path: '/models/datasets/', body: { dataset_id: 999, parameters, description: '' } }, 404],
    [{ path: '/models/datasets/', body: { dataset_id: null, parameters, description: '' } }, 422],
    [{ path: '/models/datasets', body: { parameters, description: '' } }, 422],
    [{ body: { parameters: [], description: '' } }, 422],
    [{ body: { parameters: null, description: '' } }, 422],
    [{ body: { parameters: 'x', description: '' } }, 422],
    [{ body: { parameters } }, 422],
    [{ body: { parameters, description: 'x'.repeat(1 << 20) } }, 413],
    [{ headers: { ...later, 'Idempotency-Key': 'x'.repeat(300) } }, 422],
  ])('is a list whose loc has two parts, whatever the status: %j', async (sent, status) => {
    const reply = await train(sent)
    expect(reply.status).toBe(status)
    for (const { loc } of (reply.json as { detail: Detail }).detail)
      expect(loc.length).toBeGreaterThanOrEqual(2)
  })

  it.each([
    [{ archtecture: 'resnet8' }, 'archtecture', /did you mean "architecture"/],
    [{ colour: 'rgb' }, 'colour', /did you mean "color"/],
    [{ target: 'esp33' }, 'target', /GET \/boards/],
  ])('is told what was meant: %j', async (changes, field, words) => {
    const reply = await train({ changes })
    expect(reply.status).toBe(422)
    expect(first(reply)).toMatchObject({ loc: ['body', field], msg: expect.stringMatching(words) })
  })

  it('starts nothing', async () => {
    expect((await app.ask('GET /runs')).text).toBe('[]')
    expect((await app.ask('GET /models/')).text).toBe('[]')
  })
})

describe('a training that is submitted', () => {
  it.each([
    { query: 'lossfunc=Sparse+Categorical+crossentropy' },
    { query: 'lossfunc=Categorical%20crossentropy', changes: { epochs: '3' } },
    // Larger than the dataset: the container takes what there is as one batch and warns (`batch-too-large`).
    { changes: { batch_size: 5 } },
    { path: '/models/datasets', body: { dataset_id: '1', parameters, description: 'd', model_id: 5 } },
    { path: '/models/datasets/', body: { dataset_id: 1, parameters, description: '' } },
    { path: '/models/datasets/1/', body: { dataset_id: 999, parameters, description: '' } },
  ])('is accepted with its address: %j', async (sent) => {
    const reply = await train(sent)
    expect(reply).toMatchObject({
      status: 202,
      headers: { location: expect.stringMatching(/^\/runs\/[\w-]{36}$/) },
    })
    const run = await app.ask(`GET ${reply.headers.location}`)
    expect(run.json).toMatchObject({ kind: 'train', state: 'queued', dataset_id: 1, attempts: 0 })
    expect((await app.ask(`POST ${reply.headers.location}/cancel`)).json).toMatchObject({
      state: 'cancelled',
    })
  })

  it('is the same run for the same key, and a conflict for another request', async () => {
    const headers = { ...later, 'Idempotency-Key': 'push-42' }
    const [a, b] = await Promise.all([train({ headers }), train({ headers })])
    expect(a.json).toEqual(b?.json)
    const other = await train({ headers, changes: { epochs: 9 } })
    expect(other).toMatchObject({
      status: 409,
      json: { detail: [{ loc: ['path', 'dataset_id'] }], run_id: expect.any(String) },
    })
    await app.ask(`POST ${a.headers.location}/cancel`)
  })

  it('warns of parameters that nobody knows, in the answer and in the events of the run', async () => {
    const reply = await train({ changes: { note: 'x', größe: 1, 'a"b': 2 } })
    const message = 'Unknown parameters are kept and have no effect: note, größe, a"b.'
    expect(reply).toMatchObject({
      status: 202,
      headers: { warning: '299 - "Unknown parameters are kept and have no effect: note, gr??e, a?b."' },
    })
    await app.ask(`POST ${reply.headers.location}/cancel`)
    const events = await app.ask(`GET ${reply.headers.location}/events`)
    expect(events.text).toContain('event:warning')
    expect(events.text).toContain(JSON.stringify(message))
    const silent = await train({})
    expect(silent.headers).not.toHaveProperty('warning')
    await app.ask(`POST ${silent.headers.location}/cancel`)
  })

  it('keeps every parameter as it was sent, and answers 201 when it is done', async () => {
    const extra = { ...parameters, note: 'it\'s {"null": null}', ok: true, list: [1, null] }
    const waiting = train({ body: { parameters: extra, description: "it's" }, headers: {} })
    await endNextRun(app.db)
    const done = await waiting
    expect(done.status).toBe(201)
    expect(Object.keys(done.json as object)).toEqual([
      'dataset_id',
      'parameters',
      'description',
      'id',
      'created',
      'model_path',
      'prediction_image',
      'prediction',
      'statistic_image',
    ])
    const { json } = await app.ask('GET /models/')
    const [row] = json as Record<string, unknown>[]
    expect(Object.keys(row ?? {})).toEqual([
      'dataset_id',
      'parameters',
      'description',
      'id',
      'created',
      'model_path',
    ])
    expect(row).toMatchObject({ dataset_id: 1, description: "it's", parameters: extra })
    expect(row?.['created']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
  })
})

describe('training on', () => {
  it.each([
    ['/models/999/datasets/1', 404, 'model_id'],
    ['/models/1/datasets/999', 404, 'dataset_id'],
    ['/models/99999999999/datasets/1', 404, 'model_id'],
    ['/models/x/datasets/1', 422, 'model_id'],
    ['/models/1/datasets/1.0', 422, 'dataset_id'],
  ])('%s is %i, as a list', async (path, status, field) => {
    const reply = await app.ask(`PUT ${path}`)
    expect(reply.status).toBe(status)
    expect(first(reply)?.loc).toEqual(['path', field])
  })

  it('refuses a dataset of other classes, and says which', async () => {
    const reply = await app.ask(`PUT /models/1/datasets/${ids.other}`)
    expect(reply.status).toBe(422)
    expect(first(reply)).toMatchObject({
      loc: ['path', 'dataset_id'],
      msg: expect.stringContaining('Cat, Dog'),
    })
  })

  it('keeps the row as it was and adds a version', async () => {
    const before = (await app.ask('GET /models/')).text
    const waiting = app.ask('PUT /models/1/datasets/1')
    await endNextRun(app.db)
    expect(await waiting).toMatchObject({ status: 200, json: { id: 1 } })
    expect((await app.ask('GET /models/')).text).toBe(before)
    expect((await app.db.knex.raw('select max(version) as v from model_versions')).rows[0].v).toBe(2)
  })
})

describe('a run that does not succeed', () => {
  it.each([
    ['bad-input', 422, ['body', 'epochs'], /^epochs is/],
    ['failed', 500, ['path', 'dataset_id'], /memory/],
    ['cancelled', 409, ['path', 'dataset_id'], /cancelled/],
  ] as const)('%s: %i with its reason as a list', async (ending, status, loc, words) => {
    const waiting = train({ headers: {} })
    await endNextRun(app.db, ending)
    const reply = await waiting
    expect(reply).toMatchObject({ status, json: { run_id: expect.any(String), hint: expect.any(String) } })
    expect(first(reply)).toMatchObject({ loc, msg: expect.stringMatching(words) })
    expect((await app.ask('GET /models/')).json).toHaveLength(1)
  })
})

describe('compiling', () => {
  it.each(['{"model_id": "1", "quant": "none", "c_array": "x"}', 'nonsense', ''])(
    'takes no notice of a body: %s',
    async (body) => {
      const waiting = app.ask('POST /compiled_models/models/1', {
        body,
        headers: { 'Content-Type': 'application/json' },
      })
      await endNextRun(app.db)
      const { status, text, headers } = await waiting
      expect(status).toBe(201)
      // The four keys of the predecessor first, and then the run for new clients.
      expect(text).toMatch(
        /^\{"created":"[\d\-T:.]{26}","model_id":1,"model_path":"[^"]+","id":\d+,"run_id":"[\w-]{36}"\}$/,
      )
      expect(text).toContain(headers['x-run-id'])
    },
  )

  it('adds a row each time', async () => {
    const { json } = await app.ask('GET /compiled_models')
    expect((json as { id: number }[]).map(({ id }) => id)).toEqual([1, 2, 3])
  })

  it('lists rows of exactly four keys', async () => {
    for (const row of (await app.ask('GET /compiled_models/')).json as object[])
      expect(Object.keys(row)).toEqual(['created', 'model_id', 'model_path', 'id'])
  })

  it.each(['/compiled_models/1', '/models/1'])('lists every file of %s with what it is for', async (path) => {
    const { json } = await app.ask(`GET ${path}/artifacts`)
    const files = json as { name: string; url: string; bytes: number; purpose: string }[]
    expect(files.map(({ name }) => name)).toContain(path === '/models/1' ? 'model.keras' : 'target_model.cc')
    for (const { url, bytes, purpose } of files) {
      expect(purpose).toMatch(/\.$/)
      expect((await app.ask(`GET ${url}`)).bytes.length).toBe(bytes)
    }
  })

  it('is downloaded as model.cc, whatever is accepted', async () => {
    const reply = await app.ask('GET /compiled_models/1', { headers: { Accept: 'application/json' } })
    expect(reply).toMatchObject({ status: 200, text: '#include "target_model.h"\n' })
    expect(reply.headers['content-disposition']).toBe('attachment; filename="model.cc"')
    expect(reply.headers['content-type']).toMatch(/^text\//)
  })

  it.each(['999', 'x', '-1', '99999999999', 'None'])('the id %s is 404', async (id) => {
    for (const call of [`POST /compiled_models/models/${id}`, `GET /compiled_models/${id}`])
      expect(await app.ask(call)).toMatchObject({ status: 404, json: { detail: expect.any(String) } })
  })

  it('the generated client gets its training as 200, and nothing it cannot read', async () => {
    const waiting = train({ headers: { 'User-Agent': 'OpenAPI-Generator/1.0.0/python' } })
    await endNextRun(app.db)
    expect((await waiting).status).toBe(200)
  })
})
