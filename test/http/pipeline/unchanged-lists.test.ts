import { beforeEach, expect, it } from 'vitest'
import { addUpChanges } from '../../../src/store/list-changes.ts'
import { insertModel } from '../../../src/store/models/models.ts'
import { addModelVersion } from '../../../src/store/models/versions.ts'
import { insertImportedRun } from '../../../src/store/runs/lifecycle.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, useApp } from '../../support/start-app.ts'

let app: RunningApp
beforeEach(async () => {
  app = await useApp()
})

const lists = ['devices', 'bridges', 'datasets', 'models', 'compiled_models'] as const
type List = (typeof lists)[number]

const look = async (list: List, tag?: string) =>
  app.ask(`GET /${list}/`, tag === undefined ? {} : { headers: { 'If-None-Match': tag } })
const tagOf = async (list: List) => String((await look(list)).headers.etag)

const request = { parameters: {}, description: '', classes: [], model_version: null }
const addModel = () =>
  app.db.knex.transaction(async (trx) => {
    const run = { kind: 'train', datasetId: null, modelId: null, request, at: new Date(0) } as const
    const runId = await insertImportedRun(trx, run)
    const model = { datasetId: null, parameters: {}, description: '', classes: [], runId }
    await addModelVersion(trx, await insertModel(trx, model), runId, null)
  })
const addCompiledModel = () =>
  app.db.knex.transaction(async (trx) => {
    const run = { kind: 'compile', datasetId: null, modelId: 1, request, at: new Date(0) } as const
    const runId = await insertImportedRun(trx, run)
    await trx.raw('insert into compiled_models (model_id, model_version, run_id) values (1, 1, ?)', [runId])
  })
const device = { name: 'n', installer_id: 1, model: 'm', description: 'd' }

/** Everything that changes what a list shows, in an order in which it works. */
const changes: [string, List[], () => Promise<unknown>][] = [
  [
    'a new bridge',
    ['bridges', 'devices'],
    () => app.ask('POST /bridges/', { json: { address: '10.0.0.1', https: false } }),
  ],
  [
    'a new device',
    ['devices'],
    () => app.ask('POST /devices/', { json: { ...device, serial: '1', bridge_id: 1 } }),
  ],
  ['a new dataset', ['datasets'], () => app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')],
  [
    'pictures, which change its size',
    ['datasets'],
    () => app.ask('POST /datasets/1/', multipart([{ name: 'a/1.png', data: makePicture(1) }])),
  ],
  ['a new model', ['models'], addModel],
  ['a new compiled model', ['compiled_models'], addCompiledModel],
  ['the end of a model', ['models', 'compiled_models'], () => app.ask('DELETE /models/1')],
  ['the end of a bridge with its device', ['bridges', 'devices'], () => app.ask('DELETE /bridges/1')],
  [
    'the end of a dataset, which a model might name',
    ['datasets', 'models'],
    () => app.ask('DELETE /datasets/1'),
  ],
]

it('is answered 304 as long as nothing has changed, and anew as soon as something has', async () => {
  for (const [what, changed, change] of changes) {
    const before = new Map<List, string>()
    for (const list of lists) before.set(list, await tagOf(list))
    for (const list of lists) {
      const again = await look(list, before.get(list))
      expect(again, `${list} before ${what}`).toMatchObject({ status: 304, text: '' })
      expect(again.headers.etag).toBe(before.get(list))
    }
    await change()
    for (const list of lists) {
      const reply = await look(list, before.get(list))
      expect(reply.status, `${list} after ${what}`).toBe(changed.includes(list) ? 200 : 304)
      if (reply.status === 200) expect(reply.json, `${list} after ${what}`).toEqual((await look(list)).json)
    }
  }
})

it('knows a tag among others, weak ones, and any', async () => {
  const tag = await tagOf('devices')
  for (const asked of [`W/${tag}`, `"other", ${tag}`, '*'])
    expect(await look('devices', asked)).toMatchObject({ status: 304 })
  for (const asked of ['"other"', tag.slice(1, -1), ''])
    expect(await look('devices', asked)).toMatchObject({ status: 200, text: '[]' })
  const page = await app.ask('GET /devices/?limit=1', { headers: { 'If-None-Match': tag } })
  expect(page.status).toBe(304)
})

it('shows what another relay has changed, and keeps its count when changes are added up', async () => {
  await app.ask('POST /bridges/', { json: { address: '10.0.0.2', https: false } })
  expect((await look('bridges')).json).toHaveLength(1)
  for (let at = 0; at < 60; at++) await app.db.knex.raw("update bridges set name = 'x' || ?", [at])
  const tag = await tagOf('bridges')
  expect((await look('bridges')).json).toMatchObject([{ name: 'x59' }])
  await addUpChanges(app.db.knex)
  const { rows } = await app.db.knex.raw("select count(*) as n from list_changes where list = 'bridges'")
  expect(Number(rows[0].n)).toBe(1)
  expect(await look('bridges', tag)).toMatchObject({ status: 304 })
})
