import { expect, it } from 'vitest'
import { insertToken } from '../../../../src/store/tokens.ts'
import { endNextRun } from '../../../support/act-as-worker.ts'
import { multipart } from '../../../support/multipart.ts'
import { makePicture } from '../../../support/pictures.ts'
import { useApp } from '../../../support/start-app.ts'

const LOSS = 'lossfunc=Categorical%20crossentropy'
const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
const later = { Prefer: 'respond-async' }

const useTwo = async (isTokenRequired: boolean) => {
  const app = await useApp({ isTokenRequired })
  const tokens = {
    ann: await insertToken(app.db.knex, 'ann', ['run']),
    ben: await insertToken(app.db.knex, 'ben', ['run']),
  }
  const as = (who: 'ann' | 'ben', more: Record<string, string> = {}) => ({
    headers: { Authorization: `Bearer ${tokens[who]}`, ...more },
  })
  return { app, as }
}
const pictures = multipart(
  ['A/1.png', 'A/2.png', 'B/1.png', 'B/2.png'].map((name, i) => ({ name, data: makePicture(i) })),
)

it('what is made belongs to the token that asked: dataset, runs of every kind, model', async () => {
  const { app, as } = await useTwo(true)
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=', as('ann'))
  const upload = (who: 'ann' | 'ben') =>
    app.ask('POST /datasets/1/', {
      ...pictures,
      headers: { ...pictures.headers, ...as(who).headers },
    })
  expect((await upload('ben')).status).toBe(403)
  expect((await upload('ann')).status).toBe(200)
  expect((await app.ask('GET /datasets/1', as('ben'))).json).toMatchObject({ owner: 'ann', files: 4 })
  expect((await app.ask('DELETE /datasets/1/files/1', as('ben'))).status).toBe(403)

  // Whoever may read may train on it, and has the model.
  const training = app.ask(`POST /models/datasets/1?${LOSS}`, {
    json: { parameters, description: '' },
    ...as('ben'),
  })
  await endNextRun(app.db)
  expect((await training).status).toBe(201)
  expect((await app.ask('GET /models/1', as('ann'))).json).toMatchObject({ owner: 'ben' })
  expect((await app.ask('PUT /models/1/datasets/1', as('ann'))).status).toBe(403)

  const compiling = app.ask('POST /compiled_models/models/1', as('ann'))
  await endNextRun(app.db)
  expect((await compiling).status).toBe(201)
  const photo = multipart([{ name: 'a.png', data: makePicture(1), field: 'file' }])
  const headers = { ...photo.headers, ...as('ann', later).headers }
  for (const path of ['/models/1/predict', '/compiled_models/1/predict'])
    expect((await app.ask(`POST ${path}`, { ...photo, headers })).status).toBe(202)
  const continuing = await app.ask('PUT /models/1/datasets/1', as('ben', later))
  expect(continuing.status).toBe(202)

  const runs = (await app.ask('GET /runs', as('ann'))).json as { kind: string; owner: string }[]
  expect(runs.map(({ kind, owner }) => `${kind} ${owner}`).sort()).toEqual([
    'compile ann',
    'continue ben',
    'predict ann',
    'predict ann',
    'train ben',
  ])
  expect((await app.ask(`POST ${continuing.headers.location}/cancel`, as('ann'))).status).toBe(403)
  expect((await app.ask(`POST ${continuing.headers.location}/cancel`, as('ben'))).status).toBe(202)
})

it('without tokens everything is allowed, and belongs to everybody', async () => {
  const { app, as } = await useTwo(false)
  await app.db.knex.raw("insert into datasets (name, description, owner) values ('n', 'd', 'ann')")
  expect((await app.ask('POST /datasets/1/', pictures)).status).toBe(200)
  await app.ask('POST /datasets/?dataset_name=n&dataset_desc=', as('ben'))
  expect((await app.ask('GET /datasets/2')).json).toMatchObject({ owner: null })
})
