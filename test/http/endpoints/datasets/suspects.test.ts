import { expect, it } from 'vitest'
import { endNextRun } from '../../../support/act-as-worker.ts'
import { createDatasetUnderTest } from '../../../support/dataset-under-test.ts'
import { makePicture } from '../../../support/pictures.ts'
import { useApp } from '../../../support/start-app.ts'

const NAMES = ['a/1.png', 'a/2.png', 'b/3.png', 'b/4.png', 'b/5.png']
const TRAINING = { epochs: 1, img_width: 32, img_height: 32, batch_size: 2 }

const doubt = (file_id: number, label: string, suggested: string) => ({
  file_id,
  label,
  suggested,
  confidence: 0.9,
  own: 0.1,
})

const useTrained = async () => {
  const app = await useApp()
  const dataset = await createDatasetUnderTest(app)
  await dataset.upload(NAMES.map((name, i) => ({ name, data: makePicture(i) })))
  const { rows } = await app.db.knex.raw('select id, path from dataset_files order by path')
  const idOf = (path: string): number => rows.find((row: { path: string }) => row.path === path).id
  const trainAs = async (report: object) => {
    const json = { parameters: TRAINING, description: '' }
    await app.ask(`POST /models/datasets/${dataset.id}?lossfunc=Categorical%20crossentropy`, {
      json,
      headers: { Prefer: 'respond-async' },
    })
    await endNextRun(app.db)
    await app.db.knex.raw(
      `update runs set result = result || ?::jsonb where id = (select id from runs order by requested_at desc limit 1)`,
      [JSON.stringify(report)],
    )
  }
  const look = async () => (await app.ask(`GET /datasets/${dataset.id}/suspects`)).json
  return { app, dataset, idOf, trainAs, look }
}

it('names the pictures that the newest training doubts, until they are corrected or deleted', async () => {
  const { app, dataset, idOf, trainAs, look } = await useTrained()
  const nothing = { model_id: null, images: 0, used: 0, found: 0, pictures: [], conflicts: [] }
  expect(await look()).toEqual(nothing)
  const [one, two, three, four] = ['a/1.png', 'a/2.png', 'b/3.png', 'b/4.png'].map(idOf) as [
    number,
    number,
    number,
    number,
  ]
  const pictures = [
    doubt(two, 'a', 'b'),
    doubt(one, 'a', 'b'),
    doubt(four, 'b', 'a'),
    doubt(999_999, 'a', 'b'),
  ]
  const same = (ids: [number, string][]) => ({
    code: 'conflict',
    files: ids.map(([file_id, label]) => ({ file_id, label })),
    kept: null,
    message: 'The same picture is in both.',
  })
  await trainAs({
    suspects: { images: 5, used: 5, found: 4, pictures },
    same_pictures: [
      same([
        [three, 'b'],
        [one, 'a'],
      ]),
      {
        ...same([[four, 'b']]),
        files: [
          { file_id: four, label: 'b' },
          { file_id: 999_999, label: 'a' },
        ],
      },
      {
        ...same([
          [one, 'a'],
          [two, 'a'],
        ]),
        code: 'copy',
        kept: one,
      },
    ],
  })
  const rest = { split: null, bytes: expect.any(Number) }
  expect(await look()).toEqual({
    model_id: 1,
    images: 5,
    used: 5,
    found: 4,
    pictures: [
      { ...pictures[0], path: 'a/2.png', ...rest },
      { ...pictures[1], path: 'a/1.png', ...rest },
      { ...pictures[2], path: 'b/4.png', ...rest },
    ],
    conflicts: [
      {
        files: [
          { file_id: three, label: 'b', path: 'b/3.png', ...rest },
          { file_id: one, label: 'a', path: 'a/1.png', ...rest },
        ],
      },
    ],
  })
  await app.ask(`PATCH /datasets/${dataset.id}/files/${two}`, { json: { label: 'b' } })
  await app.ask(`DELETE /datasets/${dataset.id}/files/${four}`)
  expect(await look()).toMatchObject({ found: 4, pictures: [{ path: 'a/1.png' }] })
  // Another training looks anew.
  await trainAs({ suspects: { images: 4, used: 4, found: 0, pictures: [] }, same_pictures: [] })
  expect(await look()).toMatchObject({ model_id: 2, images: 4, found: 0, pictures: [], conflicts: [] })
})

it('says nothing of reports that are older than such lists', async () => {
  const { trainAs, look } = await useTrained()
  await trainAs({ suspects: null, same_pictures: [] })
  expect(await look()).toEqual({ model_id: 1, images: 0, used: 0, found: 0, pictures: [], conflicts: [] })
})
