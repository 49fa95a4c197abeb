import { beforeEach, expect, it } from 'vitest'
import { endNextRun } from '../../support/act-as-worker.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, useApp } from '../../support/start-app.ts'

let app: RunningApp
const LOSS = 'lossfunc=Categorical%20crossentropy'
const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }

/** Ends the next run as a worker whose image is this one. */
const work = async (image = 'sha256:one') => {
  await endNextRun(app.db)
  await app.db.knex.raw(
    "update runs set image_id = ? where id = (select id from runs where state = 'succeeded' order by finished_at desc limit 1)",
    [image],
  )
}
type Compiled = { id: number; run_id: string; reused_run_id?: string }
const compile = async (query = '', image?: string): Promise<Compiled> => {
  const waiting = app.ask(`POST /compiled_models/models/1${query}`)
  const [reply] = await Promise.all([waiting, work(image)])
  expect(reply.status).toBe(201)
  return reply.json as Compiled
}
/** Without anybody who works. */
const compileAgain = (query = '') => app.ask(`POST /compiled_models/models/1${query}`)
const isQueued = async (query = '') => {
  const { json } = await app.ask(`POST /compiled_models/models/1${query}`, {
    headers: { Prefer: 'respond-async' },
  })
  const { location } = json as { location: string }
  const { state } = (await app.ask(`GET ${location}`)).json as { state: string }
  await app.ask(`POST ${location}/cancel`)
  return state === 'queued'
}

beforeEach(async () => {
  app = await useApp()
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  const parts = ['a/1.png', 'a/2.png', 'b/1.png', 'b/2.png'].map((name, at) => ({
    name,
    data: makePicture(at),
  }))
  await app.ask('POST /datasets/1/', multipart(parts))
  const training = app.ask(`POST /models/datasets/1?${LOSS}`, { json: { parameters, description: '' } })
  await Promise.all([training, work()])
})

it('is answered at once with what the same compilation has left, as a model of its own', async () => {
  const first = await compile()
  expect(first.reused_run_id).toBeUndefined()
  const reply = await compileAgain()
  expect(reply).toMatchObject({
    status: 201,
    json: { id: first.id + 1, model_id: 1, reused_run_id: first.run_id },
  })
  const second = reply.json as Compiled
  for (const path of ['', '/artifacts']) {
    const [one, other] = await Promise.all(
      [first, second].map(({ id }) => app.ask(`GET /compiled_models/${id}${path}`)),
    )
    expect(other?.status).toBe(200)
    expect(other?.text.replaceAll(second.run_id, first.run_id)).toBe(one?.text)
  }
  expect((await app.ask(`GET /runs/${second.run_id}`)).json).toMatchObject({
    state: 'succeeded',
    attempts: 0,
    compiled_model_id: second.id,
    report: { reused_run_id: first.run_id },
  })
  const { text } = await app.ask(`GET /runs/${second.run_id}/events`)
  expect(text).toContain('"succeeded"')
  expect(text).toContain(first.run_id)
  expect((await app.ask('GET /compiled_models/')).json).toHaveLength(2)
  // It stands by itself: the first may go.
  await app.db.knex.raw('delete from compiled_models where id = ?', [first.id])
  await app.db.knex.raw('delete from runs where id = ?', [first.run_id])
  expect(await app.ask(`GET /compiled_models/${second.id}`)).toMatchObject({ status: 200 })
})

it('is done anew when that is asked for, or anything else is not the same', async () => {
  await compile()
  expect(await isQueued()).toBe(false)
  for (const query of ['?fresh=true', '?int16x8=true', '?code_name=other', '?require_accuracy=0.1'])
    expect(await isQueued(query), query).toBe(true)
  // Another image may have another result; what it has done counts from then on.
  await compile('?fresh=true', 'sha256:two')
  expect(await isQueued()).toBe(false)
  await app.db.knex.raw(
    "delete from compiled_models; delete from runs where kind = 'compile' and image_id = 'sha256:two'",
  )
  await compile('?code_name=another', 'sha256:three')
  expect(await isQueued()).toBe(true)
})

it('keeps an Idempotency-Key, whose run it is', async () => {
  await compile()
  const headers = { 'Idempotency-Key': 'k', Prefer: 'respond-async' }
  const [one, other] = [
    await app.ask('POST /compiled_models/models/1', { headers }),
    await app.ask('POST /compiled_models/models/1', { headers }),
  ]
  expect(one?.status).toBe(202)
  expect(other?.json).toEqual(one?.json)
})
