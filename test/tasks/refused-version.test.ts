import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { jobResult } from '../../src/contract/job.ts'
import { claimRun, insertRun } from '../../src/store/runs/lifecycle.ts'
import { continueTraining } from '../../src/tasks/jobs/continue.ts'
import { train } from '../../src/tasks/jobs/train.ts'
import { createDatasetUnderTest } from '../support/dataset-under-test.ts'
import { useApp } from '../support/start-app.ts'

const result = jobResult.parse(JSON.parse(readFileSync('tf-image/fixtures/result.train.json', 'utf8')))
const model = z.object({
  version: z.int(),
  versions: z.array(z.object({ version: z.int(), refused: z.string().nullable() })),
})

it('a version that is worse is kept, and the model stays as it was', async () => {
  const app = await useApp()
  const { knex } = app.db
  const dataset = await createDatasetUnderTest(app)
  const request = { parameters: {}, description: '', classes: ['a', 'b'], model_version: null }
  const publish = async (task: typeof train, modelId: number | null, refused: string | null) => {
    const kind = modelId === null ? ('train' as const) : ('continue' as const)
    const asked = { kind, datasetId: dataset.id, modelId, idempotency: null, request }
    const run = await claimRun(knex, await insertRun(knex, asked), 'test')
    if (!run) throw new Error('The run was claimed by somebody else.')
    const share = { images: 10, before: 0.8, after: refused ? 0.7 : 0.8 }
    const comparison = { ...share, parts: [{ of: 'earlier', ...share }], refused }
    await task.publish(knex, run, { ...result, report: { ...result.report, comparison } })
  }
  await publish(train, null, null)
  await publish(continueTraining, 1, 'worse')
  const before = model.parse((await app.ask('GET /models/1')).json)
  expect(before.version).toBe(1)
  expect(before.versions.map(({ refused }) => refused)).toEqual([null, 'worse'])
  await publish(continueTraining, 1, null)
  expect(model.parse((await app.ask('GET /models/1')).json).version).toBe(3)
})
