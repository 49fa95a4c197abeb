import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { jobResult } from '../../src/contract/job.ts'
import { toOutcome } from '../../src/runner/outcome.ts'
import { fixVersion } from '../../src/store/datasets/versions.ts'
import { claimRun, insertRun } from '../../src/store/runs/lifecycle.ts'
import { train } from '../../src/tasks/jobs/train.ts'
import { settleRun } from '../../src/tasks/settle-run.ts'
import { multipart } from '../support/multipart.ts'
import { makePicture } from '../support/pictures.ts'
import { type RunningApp, useApp } from '../support/start-app.ts'

const tasks = { train, continue: train, compile: train, predict: train }
const result = jobResult.parse(JSON.parse(readFileSync('tf-image/fixtures/result.train.json', 'utf8')))
const listed = z.array(
  z.object({ id: z.int(), path: z.string(), problem: z.object({ source: z.string() }).nullable() }),
)
let pictures: Buffer[]
beforeAll(() => {
  pictures = Array.from({ length: 8 }, (_, index) => makePicture(index))
})

const useDataset = async (app: RunningApp) => {
  const { json } = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  const { id } = z.object({ id: z.int() }).parse(json)
  const upload = (names: Record<string, Buffer | string>) =>
    app.ask(
      `POST /datasets/${id}/?on_conflict=replace`,
      multipart(Object.entries(names).map(([name, data]) => ({ name, data }))),
    )
  const files = async () => listed.parse((await app.ask(`GET /datasets/${id}/files`)).json)
  return {
    id,
    upload,
    files,
    bad: async () =>
      (await files()).flatMap(({ path, problem }) => (problem ? [`${path} ${problem.source}`] : [])),
  }
}
/** A run of classes a and b that reports every file of the relay as broken. */
const endRun = async (app: RunningApp, datasetId: number, meanwhile: () => Promise<unknown>, ok = true) => {
  const { knex } = app.db
  const id = await insertRun(knex, {
    kind: 'train',
    datasetId,
    modelId: null,
    request: { parameters: {}, description: '', classes: ['a', 'b'], model_version: null },
    idempotency: null,
  })
  const run = await claimRun(knex, id, 'test')
  if (!run) throw new Error('Somebody else claimed the run.')
  await fixVersion(knex, { ...run, dataset_id: datasetId })
  await meanwhile()
  const { rows } = await knex.raw('select id from dataset_files')
  const problems = rows.map((row: { id: number }) => ({ file_id: row.id, code: 'broken', message: 'It is.' }))
  const verdict = { reason: ok ? null : ('exit' as const), detail: '', hint: '' }
  const error = ok ? null : { code: 'x', message: 'x', hint: 'x' }
  await settleRun(app.db, tasks, run, toOutcome(verdict, { result: { ...result, problems, error } }), [])
  return id
}

it('believes a run that succeeded about the files that it was given, and about no others', async () => {
  const app = await useApp()
  const [own, other] = [await useDataset(app), await useDataset(app)]
  await other.upload({ 'a/1.png': pictures[0] ?? '' })
  await own.upload({
    'a/1.png': pictures[1] ?? '',
    'a/replaced.png': pictures[2] ?? '',
    'b/text.png': 'no picture',
    'c/1.png': pictures[3] ?? '',
    'loose.png': pictures[4] ?? '',
  })
  await endRun(app, own.id, () =>
    own.upload({ 'a/replaced.png': pictures[5] ?? '', 'b/late.png': pictures[6] ?? '' }),
  )
  expect(await own.bad()).toEqual(['a/1.png container', 'b/text.png upload'])
  expect(await other.bad()).toEqual([])

  const clear = `DELETE /datasets/${own.id}/problems`
  expect(await app.ask(clear)).toMatchObject({ status: 200, json: { cleared: 1 } })
  expect(await app.ask(clear)).toMatchObject({ status: 200, json: { cleared: 0 } })
  expect(await own.bad()).toEqual(['b/text.png upload'])
  expect((await app.ask('DELETE /datasets/999/problems')).status).toBe(404)
})

it('marks no file for a run that failed, and tells in its report what it found', async () => {
  const app = await useApp()
  const own = await useDataset(app)
  await own.upload({ 'a/1.png': pictures[0] ?? '', 'b/1.png': pictures[1] ?? '' })
  const id = await endRun(app, own.id, async () => undefined, false)
  expect(await own.bad()).toEqual([])
  expect((await app.ask(`GET /runs/${id}`)).json).toMatchObject({
    state: 'failed',
    report: { problems: [{ code: 'broken' }, { code: 'broken' }] },
  })
})
