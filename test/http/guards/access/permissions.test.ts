import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { permissionOf, permissions } from '../../../../src/http/guards/access/permissions.ts'
import { insertDataset } from '../../../../src/store/datasets/datasets.ts'
import type { Owned } from '../../../../src/store/owners.ts'
import { insertRun } from '../../../../src/store/runs/lifecycle.ts'
import { insertToken, type Scope } from '../../../../src/store/tokens.ts'
import { type Operation, readOperations } from '../../../support/documentation.ts'
import { type RunningApp, startApp } from '../../../support/start-app.ts'

/** What a call asks that is more than its method says: written here once more, so that the table cannot drift. */
const special: Record<string, string> = {
  healthz: 'everybody',
  readyz: 'everybody',
  openapi: 'everybody',
  openapi_3_1: 'everybody',
  openapi_3_0: 'everybody',
  create_ticket: 'read',
  list_tokens: 'admin',
  revoke_token: 'admin',
  add_device_devices__post: 'admin',
  set_device_board: 'admin',
  remove_registered_device_devices__device_id__delete: 'admin',
  add_bridge_bridges__post: 'admin',
  remove_registered_bridge_bridges__bridge_id__delete: 'admin',
  delete_dataset: 'admin',
  delete_model: 'admin',
  add_image_to_dataset_datasets__dataset_id___post: 'owner of the dataset',
  delete_dataset_file: 'owner of the dataset',
  clear_dataset_problems: 'owner of the dataset',
  sync_dataset: 'owner of the dataset',
  relabel_dataset_file: 'owner of the dataset',
  relabel_dataset_files: 'owner of the dataset',
  delete_dataset_version: 'owner of the dataset',
  continue_training_model_models__model_id__datasets__dataset_id__put: 'owner of the model',
  name_dataset: 'owner of the dataset',
  tag_model: 'owner of the model',
  set_model_alias: 'owner of the alias',
  delete_model_alias: 'owner of the alias',
  cancel_run: 'owner of the run',
  delete_webhook: 'owner of the webhook',
  list_webhook_deliveries: 'owner of the webhook',
}

let app: RunningApp
let operations: Operation[]
const tokens: Record<string, string> = {}
beforeAll(async () => {
  app = await startApp({ isTokenRequired: true })
  operations = readOperations((await app.ask('GET /openapi.json')).json)
  const made: [string, Scope][] = [
    ['reader', 'read'],
    ['mine', 'run'],
    ['other', 'run'],
    ['boss', 'admin'],
  ]
  for (const [name, scope] of made) tokens[name] = await insertToken(app.db.knex, name, [scope])
})
afterAll(() => app.stop())

const insertModel = async (owner: string | null) => {
  const { rows } = await app.db.knex.raw(
    `insert into models (parameters, description, classes, owner) values ('{}', 'd', '["a","b"]', ?) returning id`,
    [owner],
  )
  return z.object({ id: z.int() }).parse(rows[0]).id
}
const request = { parameters: {}, description: '', classes: [], model_version: null }
const makers: Record<Owned, (owner: string | null) => Promise<number | string>> = {
  dataset: (owner) => insertDataset(app.db.knex, { name: 'n', description: 'd', owner }),
  model: insertModel,
  webhook: async (owner) => {
    const { rows } = await app.db.knex.raw(
      "insert into webhooks (owner, url, secret) values (?, 'https://x', decode(repeat('00', 32), 'hex')) returning id",
      [owner],
    )
    return z.object({ id: z.int() }).parse(rows[0]).id
  },
  alias: async (owner) => {
    const alias = `alias-${randomUUID()}`
    await app.db.knex('model_aliases').insert({ alias, owner, model_id: await insertModel(null) })
    return alias
  },
  run: (owner) =>
    insertRun(app.db.knex, {
      kind: 'train',
      datasetId: null,
      modelId: null,
      request,
      idempotency: null,
      owner,
    }),
}

/** Calls an operation on a fresh thing of this owner; whatever else the path names is not there. */
const call = async ({ operationId, method, path }: Operation, who: string, owner: string | null) => {
  const { owns } = permissionOf(operationId)
  const id = owns ? await makers[owns](owner) : ''
  const target = path
    .replace(owns ? `{${owns}_id}` : '{}', String(id))
    .replace(owns ? `{${owns}}` : '{}', String(id))
    .replace('{run_id}', '00000000-0000-4000-8000-000000000000')
    .replaceAll(/\{\w+\}/g, '2147483647')
  const headers = who === 'nobody' ? {} : { Authorization: `Bearer ${tokens[who]}` }
  return app.ask(`${method} ${target}`, { headers, undocumented: true })
}

const rank = { read: 1, run: 2, admin: 3 }
const rankOf: Record<string, number> = { nobody: 0, reader: 1, mine: 2, other: 2, boss: 3 }

it('has a row for every operation, and no other', () => {
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(permissions).sort())
  expect(() => permissionOf('unheard_of')).toThrow('has no row')
})

it('says what was decided', () => {
  const said = operations.map(({ operationId, method }) => {
    const { scope, owns } = permissionOf(operationId)
    const usual = method === 'GET' ? 'read' : 'run'
    return [operationId, owns ? `owner of the ${owns}` : (scope ?? 'everybody'), usual] as const
  })
  const differing = said.filter(([, asked, usual]) => asked !== usual).map(([id, asked]) => [id, asked])
  expect(Object.fromEntries(differing)).toEqual(special)
})

const owners = ['mine', null] as const
it.each(Object.keys(rankOf).flatMap((who) => owners.map((owner) => ({ who, owner }))))(
  'holds for every operation: $who, on what belongs to $owner',
  async ({ who, owner }) => {
    for (const operation of operations) {
      const { scope, owns } = permissionOf(operation.operationId)
      const has = rankOf[who] ?? 0
      const isForeign = owns !== undefined && owner !== null && owner !== who && has < rank.admin
      const isEnough = scope === null || has >= rank[scope]
      const expected = scope !== null && who === 'nobody' ? 401 : !isEnough || isForeign ? 403 : 'not refused'
      const { status } = await call(operation, who, owner)
      const answered = status === 401 || status === 403 ? status : 'not refused'
      expect([operation.operationId, answered]).toEqual([operation.operationId, expected])
    }
  },
)

it('says whose it is, and leaves it as it was', async () => {
  const id = await makers.run('mine')
  const as = (who: string) => ({ headers: { Authorization: `Bearer ${tokens[who]}` } })
  const refused = await app.ask(`POST /runs/${id}/cancel`, as('other'))
  expect(refused).toMatchObject({
    status: 403,
    json: { code: 'forbidden', detail: expect.stringContaining('belongs to "mine"') },
  })
  expect((await app.ask(`GET /runs/${id}`, as('other'))).json).toMatchObject({
    state: 'queued',
    owner: 'mine',
  })
  expect((await app.ask(`POST /runs/${id}/cancel`, as('mine'))).json).toMatchObject({ state: 'cancelled' })
})
