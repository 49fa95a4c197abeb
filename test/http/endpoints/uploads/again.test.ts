import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { markProblems } from '../../../../src/store/datasets/files.ts'
import { fixVersion } from '../../../../src/store/datasets/versions.ts'
import { claimRun, insertRun } from '../../../../src/store/runs/lifecycle.ts'
import { createDatasetUnderTest, type DatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { makePicture } from '../../../support/pictures.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

let app: RunningApp
let dataset: DatasetUnderTest
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())
beforeEach(async () => {
  dataset = await createDatasetUnderTest(app)
})

const shown = z.array(
  z.object({
    id: z.int(),
    path: z.string(),
    split: z.string().nullable(),
    created: z.string(),
    problem: z.unknown(),
  }),
)
const files = async () => shown.parse((await app.ask(`GET /datasets/${dataset.id}/files`)).json)
const pair = [
  { name: 'a/1.png', data: makePicture(1) },
  { name: 'b/2.png', data: makePicture(2) },
]
/** A run on the dataset that a worker has begun. */
const beginTraining = async () => {
  const request = { parameters: {}, description: '', classes: ['a', 'b'], model_version: null }
  const run = { kind: 'train' as const, datasetId: dataset.id, modelId: null, idempotency: null, request }
  const claimed = await claimRun(app.db.knex, await insertRun(app.db.knex, run), randomUUID())
  if (!claimed) throw new Error('The run was claimed by somebody else.')
  await fixVersion(app.db.knex, { ...claimed, dataset_id: dataset.id })
  return claimed
}

it('a picture sent again stays the same file: what a training found wrong with it holds', async () => {
  await dataset.upload(pair)
  const [first] = await files()
  const run = await beginTraining()
  await markProblems(app.db.knex, run.id, [{ file_id: first?.id ?? 0, code: 'undecodable', message: 'm' }])
  const { json } = await dataset.report(pair)
  expect(json).toMatchObject({ added: 0, same: { count: 2 }, relabelled: { count: 0 } })
  const [again] = await files()
  expect(again).toEqual({ ...first, problem: expect.objectContaining({ code: 'undecodable' }) })
})

it('other bytes of its name are another file', async () => {
  await dataset.upload(pair)
  const [first] = await files()
  const run = await beginTraining()
  await markProblems(app.db.knex, run.id, [{ file_id: first?.id ?? 0, code: 'undecodable', message: 'm' }])
  await dataset.report([{ name: 'a/1.png', data: makePicture(9) }], '?on_conflict=replace')
  expect((await files()).map(({ path, problem }) => [path, problem])).toEqual([
    ['a/1.png', null],
    ['b/2.png', null],
  ])
})

it('what an upload does not say stays as it was', async () => {
  await dataset.upload(pair, '?split=test')
  const table = { name: 'labels.csv', data: 'filename,label\n1.png,cat\n2.png,dog\n' }
  const flat = pair.map(({ name, data }) => ({ name: name.slice(2), data }))
  await dataset.upload([...flat, table])
  await dataset.report(flat)
  expect(await dataset.labels()).toEqual({ '1.png': 'cat', '2.png': 'dog', 'a/1.png': 'a', 'b/2.png': 'b' })
  await dataset.report(pair)
  expect((await files()).filter(({ split }) => split === 'test')).toHaveLength(2)
  const { json } = await dataset.report(pair, '?split=none')
  expect(json).toMatchObject({ relabelled: { count: 2, paths: ['a/1.png', 'b/2.png'] } })
  expect((await files()).filter(({ split }) => split === 'test')).toHaveLength(0)
})
