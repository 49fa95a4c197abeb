import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { sweepBlobs } from '../../../../src/store/blobs/sweep-blobs.ts'
import { fixVersion, forgetVersions } from '../../../../src/store/datasets/versions.ts'
import { claimRun, releaseRun } from '../../../../src/store/runs/lifecycle.ts'
import { train } from '../../../../src/tasks/jobs/train.ts'
import { endNextRun } from '../../../support/act-as-worker.ts'
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
  await app.db.knex.raw('delete from models')
  await app.db.knex.raw('delete from runs')
  dataset = await createDatasetUnderTest(app)
})

const pictures = ['a/1.png', 'a/2.png', 'b/1.png', 'b/2.png'].map((name, at) => ({
  name,
  data: makePicture(at),
}))
const LOSS = 'lossfunc=Categorical%20crossentropy'
const json = { parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }, description: 'd' }
const prefer = { Prefer: 'respond-async' }

const submit = async (call = `POST /models/datasets/${dataset.id}?${LOSS}`) => {
  const reply = await app.ask(call, call.endsWith('again') ? { headers: prefer } : { json, headers: prefer })
  expect(reply.status, reply.text).toBe(202)
  return z.object({ run_id: z.uuid() }).parse(reply.json).run_id
}
/** A training that succeeds; returns its model. */
const trained = async (call?: string) => {
  const id = await submit(call)
  await endNextRun(app.db)
  const { json } = await app.ask(`GET /runs/${id}`)
  return z.object({ model_id: z.int() }).parse(json).model_id
}
const claim = async (id: string) => {
  const run = await claimRun(app.db.knex, id, 'test')
  if (!run) throw new Error('The run was claimed by somebody else.')
  return run
}
const listed = z.array(
  z.object({
    id: z.int(),
    path: z.string(),
    label: z.string(),
    split: z.string().nullable(),
    in_dataset: z.boolean(),
  }),
)
const filesOf = async (model: number, query = '') =>
  listed.parse((await app.ask(`GET /models/${model}/files${query}`)).json)
const versions = async () =>
  z
    .array(
      z.object({
        id: z.int(),
        files: z.int(),
        kept_bytes: z.int(),
        bytes: z.int(),
        models: z.array(z.int()),
      }),
    )
    .parse((await app.ask(`GET /datasets/${dataset.id}/versions`)).json)
/** What a container is given: the names of the pictures, and their bytes together. */
const given = async (run: Awaited<ReturnType<typeof claim>>) => {
  const names: string[] = []
  const parts: Buffer[] = []
  for await (const { name, body } of train.inputs(app.db, run)) {
    names.push(name)
    for await (const chunk of body) parts.push(Buffer.from(chunk))
  }
  return { names, bytes: Buffer.concat(parts) }
}

it('a model’s pictures are shown as they were, whatever becomes of the dataset', async () => {
  await dataset.upload(pictures, '?split=train')
  const model = await trained()
  const before = await filesOf(model)
  expect(before.map(({ path, label, split }) => [path, label, split])).toEqual(
    pictures.map(({ name }) => [name, name[0], 'train']),
  )
  expect(before.every(({ in_dataset }) => in_dataset)).toBe(true)
  const [first, second] = before
  await app.ask(`DELETE /datasets/${dataset.id}/files/${first?.id}`)
  await dataset.upload([{ name: 'a/2.png', data: makePicture(9) }], '?on_conflict=replace')
  await sweepBlobs(app.db.knex)

  expect((await filesOf(model)).map(({ in_dataset }) => in_dataset)).toEqual([false, false, true, true])
  for (const [at, file] of [first, second].entries())
    expect((await app.ask(`GET /models/${model}/files/${file?.id}`)).bytes).toEqual(pictures[at]?.data)
  expect((await filesOf(model, '?label=b&limit=1')).map(({ path }) => path)).toEqual(['b/1.png'])
  expect(await filesOf(model, '?split=test')).toEqual([])
  expect((await app.ask(`GET /models/${model}/files?version=2`)).status).toBe(404)
})

it('trains again on exactly the same content, also when it is not in the dataset any more', async () => {
  await dataset.upload(pictures)
  const run = await claim(await submit())
  const first = await given(run)
  await releaseRun(app.db.knex, run.id, run.claim, 'so that it is done again')
  await endNextRun(app.db)
  const { model_id } = z.object({ model_id: z.int() }).parse((await app.ask(`GET /runs/${run.id}`)).json)
  for (const { id } of await filesOf(model_id)) await app.ask(`DELETE /datasets/${dataset.id}/files/${id}`)
  expect(await dataset.files()).toEqual([])
  await sweepBlobs(app.db.knex)

  const again = await claim(await submit(`POST /models/${model_id}/again`))
  expect(again.request).toEqual(run.request)
  expect(await given(again)).toEqual(first)
  expect(first.names).toHaveLength(4)
})

it('begins again with the weights that the model began with', async () => {
  await dataset.upload(pictures)
  const base = await trained()
  const body = { ...json, parameters: { ...json.parameters, initial_weights: base } }
  const first = await app.ask(`POST /models/datasets/${dataset.id}?${LOSS}`, { json: body, headers: prefer })
  expect(first.status, first.text).toBe(202)
  await endNextRun(app.db)
  const { run_id } = z.object({ run_id: z.uuid() }).parse(first.json)
  const found = await app.ask(`GET /runs/${run_id}`)
  const { model_id } = z.object({ model_id: z.int() }).parse(found.json)
  const again = await claim(await submit(`POST /models/${model_id}/again`))
  expect(again.request.initial).toEqual({ model_id: base, version: 1 })
  expect((await given(again)).names).toContain('model.keras')
})

it('a run reads in every attempt what it read in the first', async () => {
  await dataset.upload(pictures)
  const run = await claim(await submit())
  const first = await given(run)
  await dataset.upload([{ name: 'a/late.png', data: makePicture(7) }])
  await releaseRun(app.db.knex, run.id, run.claim, 'the engine was away')
  const second = await claim(run.id)
  expect(await given(second)).toEqual(first)
  // Who lost the run is given nothing.
  expect(await fixVersion(app.db.knex, { ...run, dataset_id: dataset.id })).toBeNull()
})

it('equal content is one version; it is kept while a model came from it, and no longer', async () => {
  await dataset.upload(pictures)
  const models = [await trained(), await trained()]
  await dataset.upload([{ name: 'a/3.png', data: makePicture(7) }])
  const failing = await submit()
  await endNextRun(app.db, 'failed')
  const queued = await submit()
  expect((await versions()).map(({ files }) => files)).toEqual([4, 5])
  expect((await versions())[0]).toMatchObject({ models, kept_bytes: 0 })

  expect(await forgetVersions(app.db.knex)).toBe(1)
  expect((await versions()).map(({ files }) => files)).toEqual([4])
  expect((await app.ask(`GET /runs/${failing}`)).status).toBe(200)
  await app.ask(`POST /runs/${queued}/cancel`)
  await app.ask(`DELETE /models/${models[0]}`)
  expect(await forgetVersions(app.db.knex)).toBe(0)
  await app.ask(`DELETE /models/${models[1]}`)
  expect(await forgetVersions(app.db.knex)).toBe(1)
  expect(await versions()).toEqual([])
})

it('lets go of a version when asked, and of the bytes that only it kept', async () => {
  await dataset.upload(pictures)
  const model = await trained()
  for (const { id } of await filesOf(model)) await app.ask(`DELETE /datasets/${dataset.id}/files/${id}`)
  await sweepBlobs(app.db.knex)
  const [version] = await versions()
  expect(version).toMatchObject({ files: 4, kept_bytes: version?.bytes, models: [model] })
  const blobs = await dataset.countBlobs()

  const call = `DELETE /datasets/${dataset.id}/versions/${version?.id}`
  const again = await submit(`POST /models/${model}/again`)
  expect((await app.ask(call)).status).toBe(409)
  await app.ask(`POST /runs/${again}/cancel`)
  expect((await app.ask(call)).status).toBe(204)
  await sweepBlobs(app.db.knex)
  expect(await dataset.countBlobs()).toBe(blobs - 4)
  expect((await app.ask(`GET /models/${model}/files`)).json).toMatchObject({ code: 'not-found' })
  expect((await app.ask(`POST /models/${model}/again`)).status).toBe(404)
  expect((await app.ask(`GET /models/${model}`)).json).toMatchObject({ dataset_version_id: null })
})

it('a dataset that is deleted takes its versions and their bytes along', async () => {
  await dataset.upload(pictures)
  const model = await trained()
  const blobs = await dataset.countBlobs()
  expect((await app.ask(`DELETE /datasets/${dataset.id}?force=true`)).status).toBe(204)
  await sweepBlobs(app.db.knex)
  expect(await dataset.countBlobs()).toBe(blobs - 4)
  expect((await app.ask(`GET /models/${model}/files`)).status).toBe(404)
})
