import { expect, it } from 'vitest'
import { claimRun } from '../../../src/store/runs/lifecycle.ts'
import { train } from '../../../src/tasks/jobs/train.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { createDatasetUnderTest } from '../../support/dataset-under-test.ts'
import { makePicture } from '../../support/pictures.ts'
import { useApp } from '../../support/start-app.ts'

const useTraining = async () => {
  const app = await useApp()
  const dataset = await createDatasetUnderTest(app)
  await dataset.upload(
    ['a/1.png', 'a/2.png', 'b/3.png', 'b/4.png'].map((name, i) => ({ name, data: makePicture(i) })),
  )
  const ask = (initial_weights: unknown) =>
    app.ask(`POST /models/datasets/${dataset.id}?lossfunc=Categorical%20crossentropy`, {
      json: {
        parameters: { epochs: 1, img_width: 64, img_height: 64, batch_size: 2, initial_weights },
        description: '',
      },
      headers: { Prefer: 'respond-async' },
    })
  return { app, ask }
}

it('the stored model of the id goes into the training, before the pictures', async () => {
  const { app, ask } = await useTraining()
  await ask('none')
  await endNextRun(app.db)
  const reply = await ask('1')
  expect(reply.status).toBe(202)
  const { rows } = await app.db.knex.raw("select id from runs where state = 'queued'")
  const run = await claimRun(app.db.knex, rows[0].id, 'test')
  if (!run) throw new Error('The run was claimed by somebody else.')
  const names: string[] = []
  for await (const { name, body } of train.inputs(app.db, run)) {
    names.push(name)
    for await (const _ of body);
  }
  expect(names[0]).toBe('model.keras')
  expect(names.slice(1).every((name) => name.startsWith('data/'))).toBe(true)
  expect(names).toHaveLength(5)
  expect(run.request.parameters).toMatchObject({ initial_weights: 1 })
})

it.each([
  ['imagenet', 422],
  [0, 422],
  [1.5, 422],
  [99, 404],
])('%j is answered %i, naming the parameter', async (value, status) => {
  const { ask } = await useTraining()
  const reply = await ask(value)
  expect(reply.status).toBe(status)
  expect(reply.text).toContain('initial_weights')
})
