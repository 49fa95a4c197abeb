import { expect, it } from 'vitest'
import { insertToken } from '../../../src/store/tokens.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { useApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'

const later = { Prefer: 'respond-async' }
const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
const LOSS = 'lossfunc=Categorical%20crossentropy'

it('a name stands where an id does, and is unique', async () => {
  const app = await useApp()
  const id = await uploadDigits(app.url, 2)
  expect(await app.ask('GET /datasets/digits')).toMatchObject({ status: 404 })
  expect(await app.ask(`PUT /datasets/${id}/slug`, { json: { slug: 'digits' } })).toMatchObject({
    status: 200,
  })
  expect(await app.ask('GET /datasets/digits')).toMatchObject({ status: 200, json: { id, slug: 'digits' } })
  const again = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=&slug=digits')
  expect(again).toMatchObject({ status: 409, json: { detail: 'Another dataset is called "digits".' } })

  // A training, whose path takes integers only: what is no name of anything is refused as before.
  const body = { json: { parameters, description: '' }, headers: later }
  expect(await app.ask(`POST /models/datasets/nothing?${LOSS}`, body)).toMatchObject({ status: 422 })
  expect(await app.ask(`POST /models/datasets/digits?${LOSS}`, body)).toMatchObject({ status: 202 })
  await endNextRun(app.db)
  await app.ask(`POST /models/datasets/digits?${LOSS}`, body)
  await endNextRun(app.db)
  expect(await app.ask(`PUT /datasets/digits/slug`, { json: { slug: null } })).toMatchObject({ status: 200 })
  expect(await app.ask('GET /datasets/digits')).toMatchObject({ status: 404 })

  await app.ask('PUT /aliases/champion', { json: { model_id: 1 } })
  expect(await app.ask('GET /models/champion')).toMatchObject({
    json: { id: 1, aliases: ['champion'], tags: [] },
  })
  await app.ask('PUT /aliases/champion', { json: { model_id: 2 } })
  expect(await app.ask('GET /models/champion')).toMatchObject({ json: { id: 2 } })
  expect(await app.ask('POST /compiled_models/models/champion', { headers: later })).toMatchObject({
    status: 202,
  })
  await endNextRun(app.db)
  expect((await app.ask('GET /compiled_models/')).json).toMatchObject([{ model_id: 2 }])

  await app.ask('PUT /models/champion/tags', { json: { tags: ['night', 'v1.2', 'night'] } })
  await app.ask('PUT /models/champion/tags', { json: { tags: ['night', 'day'] } })
  expect(await app.ask('GET /models/2')).toMatchObject({ json: { tags: ['day', 'night'] } })
  expect((await app.ask('GET /models/?tag=night')).json).toMatchObject([{ id: 2 }])
  expect((await app.ask('GET /models/?tag=v1.2')).json).toEqual([])
  const before = await app.ask('GET /models/?tag=day&limit=1')
  await app.ask('PUT /models/1/tags', { json: { tags: ['day'] } })
  const after = await app.ask('GET /models/?tag=day&limit=1', {
    headers: { 'If-None-Match': String(before.headers.etag) },
  })
  expect(after).toMatchObject({ status: 200, json: [{ id: 1 }] })
  expect(after.headers['link']).toMatch(/^<\/models\/\?.*tag=day/)
  await app.ask('DELETE /models/champion')
  expect((await app.ask('GET /aliases')).json).toEqual([])
})

it('an alias stays with who made it, and a named dataset with its owner', async () => {
  const app = await useApp({ isTokenRequired: true })
  const tokens = Object.fromEntries(
    await Promise.all(
      (['mine', 'other'] as const).map(async (name) => [name, await insertToken(app.db.knex, name, ['run'])]),
    ),
  )
  const as = (name: string) => ({ headers: { Authorization: `Bearer ${tokens[name]}` } })
  await app.db.knex.raw(
    `with made as (insert into models (parameters, description, classes) values ('{}', 'd', '["a","b"]') returning id),
       run as (insert into runs (kind, state, finished_at, request) values ('train', 'succeeded', now(), '{}') returning id)
     insert into model_versions (model_id, version, run_id) select made.id, 1, run.id from made, run`,
  )
  const give = { json: { model_id: 1 } }
  expect(await app.ask('PUT /aliases/champion', { ...as('mine'), ...give })).toMatchObject({
    status: 200,
    json: { alias: 'champion', owner: 'mine' },
  })
  expect(await app.ask('PUT /aliases/champion', { ...as('other'), ...give })).toMatchObject({ status: 403 })
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=&slug=mine', as('mine'))
  const rename = { json: { slug: 'theirs' } }
  expect(await app.ask('PUT /datasets/mine/slug', { ...as('other'), ...rename })).toMatchObject({
    status: 403,
  })
})
