import { expect, it } from 'vitest'
import type { ClaimedRun } from '../../../src/store/runs/lifecycle.ts'
import { claimRun } from '../../../src/store/runs/lifecycle.ts'
import { train } from '../../../src/tasks/jobs/train.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { createDatasetUnderTest } from '../../support/dataset-under-test.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, useApp } from '../../support/start-app.ts'

const NAMES = ['a/cam1_1.png', 'a/cam2_2.png', 'b/cam1_3.png', 'b/4.png']
const FIRST = { epochs: 3, img_width: 64, img_height: 64, batch_size: 2, seed: 7 }
const ASYNC = { Prefer: 'respond-async' }

const useTraining = async () => {
  const app = await useApp()
  const dataset = await createDatasetUnderTest(app)
  await dataset.upload(NAMES.map((name, i) => ({ name, data: makePicture(i) })))
  const ask = (parameters: object) =>
    app.ask(`POST /models/datasets/${dataset.id}?lossfunc=Categorical%20crossentropy`, {
      json: { parameters: { ...FIRST, ...parameters }, description: '' },
      headers: ASYNC,
    })
  return { app, dataset, ask }
}

const claimNext = async ({ db }: RunningApp): Promise<ClaimedRun> => {
  const { rows } = await db.knex.raw("select id from runs where state = 'queued'")
  const run = await claimRun(db.knex, rows[0].id, 'test')
  if (!run) throw new Error('The run was claimed by somebody else.')
  return run
}

it('a further training has the parameters of the first but for those given, which it does not keep', async () => {
  const { app, dataset, ask } = await useTraining()
  await ask({})
  await endNextRun(app.db)
  const path = `PUT /models/1/datasets/${dataset.id}`
  const parameters = { epochs: 9, learning_rate: 0.0002 }
  expect((await app.ask(path, { json: { parameters }, headers: ASYNC })).status).toBe(202)
  expect((await claimNext(app)).request.parameters).toEqual({
    ...FIRST,
    ...parameters,
    lossfunc: 'Categorical crossentropy',
  })
  expect((await app.ask('GET /models/1')).json).toMatchObject({ parameters: FIRST })
})

it('what old clients send is no parameter, and what cannot be other is refused', async () => {
  const { app, dataset, ask } = await useTraining()
  await ask({})
  await endNextRun(app.db)
  const path = `PUT /models/1/datasets/${dataset.id}`
  for (const parameters of [{ img_width: 32 }, { color: 'rgb' }, { epochs: 0 }, { epoch: 5 }]) {
    const reply = await app.ask(path, { json: { parameters } })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain(Object.keys(parameters)[0])
  }
  for (const sent of [{}, { json: {} }, { json: { parameters: null } }, { json: { anything: 1 } }]) {
    const reply = await app.ask(path, { ...sent, headers: ASYNC })
    expect(reply.status, reply.text).toBe(202)
    expect((await claimNext(app)).request.parameters).toMatchObject(FIRST)
  }
})

it('pictures of one group have one name of a group in the stream, whatever their class', async () => {
  const { app, ask } = await useTraining()
  expect((await ask({ group_by: { pattern: '{group}_*' } })).status).toBe(202)
  const names: string[] = []
  for await (const { name, body } of train.inputs(app.db, await claimNext(app))) {
    names.push(name)
    for await (const _ of body);
  }
  const groups = names.flatMap((name) => /^data\/\d\/-\/([0-9a-f]{16})\/\d+$/.exec(name)?.[1] ?? [])
  const sizes = Map.groupBy(groups, (group) => group)
  expect([...sizes.values()].map(({ length }) => length).sort()).toEqual([1, 2])
  expect(names.filter((name) => /^data\/1\/\d+$/.test(name))).toHaveLength(1)
})

it('group_by that groups nothing is refused', async () => {
  const { ask } = await useTraining()
  for (const [group_by, words] of [
    [{ pattern: '{group}-*' }, 'a name like {group}-*'],
    [{ folder: 4 }, 'a folder at level 4'],
    [{ folder: 0 }, 'group_by'],
    [{ pattern: 'cam*' }, 'group_by'],
    ['cam', 'group_by'],
  ]) {
    const reply = await ask({ group_by })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain(words)
  }
})
