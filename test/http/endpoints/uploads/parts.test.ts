import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { claimRun, insertRun } from '../../../../src/store/runs/lifecycle.ts'
import { train } from '../../../../src/tasks/jobs/train.ts'
import { createDatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { makePicture } from '../../../support/pictures.ts'
import { useApp } from '../../../support/start-app.ts'

it('a part goes with its pictures into the training', async () => {
  const app = await useApp()
  const dataset = await createDatasetUnderTest(app)
  await dataset.upload([
    { name: 'train/a/1.png', data: makePicture(1) },
    { name: 'train/b/2.png', data: makePicture(2) },
    { name: 'valid/a/3.png', data: makePicture(3) },
    { name: 'test/b/4.png', data: makePicture(4) },
  ])
  await dataset.upload([{ name: 'a/5.png', data: makePicture(5) }])
  const request = { parameters: {}, description: '', classes: ['a', 'b'], model_version: null }
  const asked = { kind: 'train' as const, datasetId: dataset.id, modelId: null, idempotency: null, request }
  const run = await claimRun(app.db.knex, await insertRun(app.db.knex, asked), randomUUID())
  if (!run) throw new Error('The run was claimed by somebody else.')
  const names: string[] = []
  for await (const { name, body } of train.inputs(app.db, run)) {
    names.push(name.replace(/\d+$/, 'id'))
    for await (const _ of body);
  }
  expect(names.sort()).toEqual([
    'data/0/id',
    'data/0/train/id',
    'data/0/validation/id',
    'data/1/test/id',
    'data/1/train/id',
  ])
})
