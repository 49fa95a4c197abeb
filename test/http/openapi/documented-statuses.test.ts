import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertToken } from '../../../src/store/tokens.ts'
import { writeZip } from '../../archive/write-zip.ts'
import { createFakeBridge, type FakeBridge } from '../../bridge/fake-bridge.ts'
import { type Ending, endNextRun } from '../../support/act-as-worker.ts'
import type { Question, Reply } from '../../support/ask.ts'
import { readOperations } from '../../support/documentation.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/*
 * Every status that an operation documents is produced here, and nothing else is: an operation or a status without
 * its scenario fails, as does a scenario of a status that is not documented.
 */
let app: RunningApp
let bridge: FakeBridge
let dataset = 0

type Scenario = () => Promise<Reply>
const simply =
  (call: string, question: Question = {}): Scenario =>
  () =>
    app.ask(call, question)
/** A call that starts a run, which then ends in this way. */
const run =
  (call: () => string, ending: Ending, question: Question = {}): Scenario =>
  async () => {
    const waiting = app.ask(call(), question)
    await Promise.race([endNextRun(app.db, ending), waiting])
    return waiting
  }

const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
const device = { name: 'n', installer_id: 1, model: 'm', description: 'd' }
const tooMuch = { json: { x: 'x'.repeat(2 ** 20) } }
const later = { Prefer: 'respond-async' }
const GENERATED = { 'User-Agent': 'OpenAPI-Generator/1.0.0/python' }
const KEY = { ...later, 'Idempotency-Key': 'taken' }
const picture = makePicture(1)
const photo = multipart([{ name: 'a.png', data: picture, field: 'file' }])
const pictureZip = () => multipart([{ name: 'c.zip', data: writeZip([{ name: 'A/c.png', data: picture }]) }])
const listOnly = () => {
  const data = writeZip([{ name: 'SHA256SUMS', data: Buffer.from(`${'0'.repeat(64)}  A/1.png\n`) }])
  return multipart([{ name: 'c.zip', data }])
}
const hugeFile = (field: string) =>
  multipart([{ name: 'a.png', data: Buffer.concat([picture, Buffer.alloc(2 << 20)]), field }])

/** The statuses that all calls which start a run have in common. */
const running = (call: () => string, question: Question, done: number, wrong: Scenario, unknown: string) => {
  const asynchronously = { ...question, headers: { ...question.headers, ...later } }
  const cancelLast = async (reply: Reply) => {
    await app.ask(`POST ${reply.headers.location}/cancel`)
    return reply
  }
  return {
    [done]: run(call, 'succeeded', question),
    202: async () => cancelLast(await app.ask(call(), asynchronously)),
    404: () => app.ask(unknown, question),
    409: run(call, 'cancelled', question),
    422: wrong,
    500: run(call, 'failed', question),
  }
}
const trainBody = { json: { parameters, description: '' } }
const LOSS = 'lossfunc=Categorical%20crossentropy'

/** Rows that a list has no room for, for as long as it is asked for them. */
const fill: Record<string, string> = {
  devices:
    "insert into devices (name, installer_id, model, description, serial) select 'n', 1, 'm', 'd', 'many ' || n",
  bridges: "insert into bridges (address, https) select 'many', false",
  datasets: "insert into datasets (name, description) select 'many', 'd'",
  models: `insert into models (parameters, description, classes) select '{}', 'many', '[]'`,
}
/** Of a file: a part of it, what the caller has, and a part that it has not. */
const parts = (ask: (question: Question) => Promise<Reply>) => ({
  206: () => ask({ headers: { Range: 'bytes=0-1' } }),
  304: () => ask({ headers: { 'If-None-Match': '*' } }),
  416: () => ask({ headers: { Range: 'bytes=99999999-' } }),
})
const listed = (list: string) => ({
  200: simply(`GET /${list}/`),
  304: simply(`GET /${list}/`, { headers: { 'If-None-Match': '*' } }),
  400: () => whileLong(list),
  422: simply(`GET /${list}/?limit=none`),
})

const scenarios: Record<string, Record<number, Scenario>> = {
  list_registered_installers_installers__get: { 200: simply('GET /installers/') },
  list_registered_devices_devices__get: listed('devices'),
  add_device_devices__post: {
    201: simply('POST /devices/', { json: { ...device, serial: 'S2' } }),
    413: simply('POST /devices/', tooMuch),
    422: simply('POST /devices/', { json: {} }),
  },
  set_device_board: {
    200: simply('PUT /devices/1/board', { json: { board: null } }),
    404: simply('PUT /devices/999/board', { json: { board: null } }),
    413: simply('PUT /devices/1/board', tooMuch),
    422: simply('PUT /devices/1/board', { json: {} }),
  },
  remove_registered_device_devices__device_id__delete: {
    204: simply('DELETE /devices/2'),
    400: simply('DELETE /devices/999'),
  },
  get_registered_bridges_bridges__get: listed('bridges'),
  add_bridge_bridges__post: {
    201: simply('POST /bridges/', { json: { address: 'b', https: 0 } }),
    413: simply('POST /bridges/', tooMuch),
    422: simply('POST /bridges/', { json: {} }),
  },
  remove_registered_bridge_bridges__bridge_id__delete: {
    204: simply('DELETE /bridges/3'),
    400: simply('DELETE /bridges/999'),
  },
  get_bridge_devices_bridges__bridge_id__devices_get: {
    200: simply('GET /bridges/1/devices'),
    404: simply('GET /bridges/999/devices'),
    502: simply('GET /bridges/2/devices'),
    504: () => whileSilent('GET /bridges/1/devices'),
  },
  check_bridge_status_bridges__bridge_id__health_get: {
    200: simply('GET /bridges/1/health'),
    404: simply('GET /bridges/999/health'),
  },
  describe_bridge_status: {
    200: simply('GET /bridges/1/status'),
    404: simply('GET /bridges/999/status'),
  },
  get_datasets_datasets__get: listed('datasets'),
  add_dataset_datasets__post: {
    201: simply('POST /datasets/?dataset_name=n&dataset_desc=d&slug=taken'),
    409: simply('POST /datasets/?dataset_name=n&dataset_desc=d&slug=taken'),
    422: simply('POST /datasets/'),
  },
  add_image_to_dataset_datasets__dataset_id___post: {
    200: simply('POST /datasets/1/', multipart([{ name: 'c.png', data: picture }])),
    404: simply('POST /datasets/999/', multipart([{ name: 'c.png', data: picture }])),
    413: simply('POST /datasets/1/', hugeFile('files')),
    422: simply('POST /datasets/1/'),
  },
  sync_dataset: {
    200: simply('PUT /datasets/1/?sync=true&dry_run=true', pictureZip()),
    404: simply('PUT /datasets/999/?sync=true', pictureZip()),
    409: simply('PUT /datasets/1/?sync=true&known=true', listOnly()),
    413: simply('PUT /datasets/1/?sync=true', hugeFile('files')),
    422: simply('PUT /datasets/1/', pictureZip()),
  },
  name_dataset: {
    200: simply('PUT /datasets/1/slug', { json: { slug: 'first' } }),
    404: simply('PUT /datasets/999/slug', { json: { slug: 'first' } }),
    409: simply('PUT /datasets/1/slug', { json: { slug: 'taken' } }),
    413: simply('PUT /datasets/1/slug', tooMuch),
    422: simply('PUT /datasets/1/slug', { json: { slug: '7' } }),
  },
  describe_dataset: { 200: simply('GET /datasets/1'), 404: simply('GET /datasets/999') },
  delete_dataset: {
    204: simply('DELETE /datasets/2'),
    404: simply('DELETE /datasets/999'),
    409: simply('DELETE /datasets/1'),
    422: simply('DELETE /datasets/1?force=maybe'),
  },
  list_dataset_files: {
    200: simply('GET /datasets/1/files'),
    404: simply('GET /datasets/999/files'),
    422: simply('GET /datasets/1/files?limit=0'),
  },
  download_dataset_file: {
    ...parts((question) => app.ask('GET /datasets/1/files/1', question)),
    200: simply('GET /datasets/1/files/1'),
    404: simply('GET /datasets/1/files/999'),
  },
  delete_dataset_file: { 204: () => removeLastFile(), 404: simply('DELETE /datasets/1/files/999') },
  clear_dataset_problems: {
    200: simply('DELETE /datasets/1/problems'),
    404: simply('DELETE /datasets/999/problems'),
  },
  thumbnail_of_dataset_file: {
    200: simply('GET /datasets/1/files/1/thumbnail'),
    304: simply('GET /datasets/1/files/1/thumbnail', { headers: { 'If-None-Match': '*' } }),
    404: simply('GET /datasets/1/files/999/thumbnail'),
    422: () => thumbnailOfText(),
  },
  relabel_dataset_file: {
    200: simply('PATCH /datasets/1/files/1', { json: { split: 'train' } }),
    404: simply('PATCH /datasets/1/files/999', { json: { split: 'train' } }),
    413: simply('PATCH /datasets/1/files/1', tooMuch),
    422: simply('PATCH /datasets/1/files/1', { json: {} }),
  },
  relabel_dataset_files: {
    200: simply('PATCH /datasets/1/files', { json: { from: 'A', split: null } }),
    404: simply('PATCH /datasets/1/files', { json: { from: 'Z', split: null } }),
    413: simply('PATCH /datasets/1/files', tooMuch),
    422: simply('PATCH /datasets/1/files', { json: { to: 'A' } }),
  },
  list_dataset_suspects: {
    200: simply('GET /datasets/1/suspects'),
    404: simply('GET /datasets/999/suspects'),
  },
  list_dataset_versions: {
    200: simply('GET /datasets/1/versions'),
    404: simply('GET /datasets/999/versions'),
    422: simply('GET /datasets/1/versions?limit=0'),
  },
  delete_dataset_version: {
    204: () => deleteVersion(),
    404: simply('DELETE /datasets/1/versions/999'),
    409: () => deleteVersionInUse(),
  },
  list_model_files: {
    200: simply('GET /models/1/files'),
    404: simply('GET /models/999/files'),
    422: simply('GET /models/1/files?limit=0'),
  },
  download_model_file: {
    ...parts((question) => app.ask('GET /models/1/files/1', question)),
    200: simply('GET /models/1/files/1'),
    404: simply('GET /models/1/files/999'),
    422: simply('GET /models/1/files/1?version=0'),
  },
  train_again: running(
    () => 'POST /models/1/again',
    {},
    201,
    simply('POST /models/1/again?version=x'),
    'POST /models/999/again',
  ),
  get_all_models_models__get: listed('models'),
  describe_model: { 200: simply('GET /models/1'), 404: simply('GET /models/999') },
  tag_model: {
    200: simply('PUT /models/1/tags', { json: { tags: ['night'] } }),
    404: simply('PUT /models/999/tags', { json: { tags: [] } }),
    413: simply('PUT /models/1/tags', tooMuch),
    422: simply('PUT /models/1/tags', { json: { tags: ['A B'] } }),
  },
  list_model_aliases: { 200: simply('GET /aliases') },
  set_model_alias: {
    200: simply('PUT /aliases/champion', { json: { model_id: 1 } }),
    404: simply('PUT /aliases/champion', { json: { model_id: 999 } }),
    409: () => oneAliasTooMany(),
    413: simply('PUT /aliases/champion', tooMuch),
    422: simply('PUT /aliases/Champion', { json: { model_id: 1 } }),
  },
  delete_model_alias: {
    204: simply('DELETE /aliases/champion'),
    404: simply('DELETE /aliases/nobody'),
  },
  list_model_artifacts: {
    200: simply('GET /models/1/artifacts'),
    404: simply('GET /models/999/artifacts'),
  },
  delete_model: {
    204: () => deleteAnotherModel(),
    404: simply('DELETE /models/999'),
    409: () => deleteModelInUse(),
  },
  train_model_models_datasets__dataset_id__post: {
    ...running(
      () => `POST /models/datasets/${dataset}?${LOSS}`,
      trainBody,
      201,
      run(() => `POST /models/datasets/1?${LOSS}`, 'bad-input', trainBody),
      `POST /models/datasets/999?${LOSS}`,
    ),
    200: run(() => `POST /models/datasets/1?${LOSS}`, 'succeeded', { ...trainBody, headers: GENERATED }),
    413: simply(`POST /models/datasets/1?${LOSS}`, tooMuch),
  },
  train_model_dataset_id_in_training_data_models_datasets__post: {
    ...running(
      () => `POST /models/datasets/?${LOSS}`,
      { json: { ...trainBody.json, dataset_id: 1 } },
      201,
      simply('POST /models/datasets/'),
      '',
    ),
    200: run(() => `POST /models/datasets/?${LOSS}`, 'succeeded', {
      json: { ...trainBody.json, dataset_id: 1 },
      headers: GENERATED,
    }),
    404: simply(`POST /models/datasets/?${LOSS}`, { json: { ...trainBody.json, dataset_id: 999 } }),
    413: simply(`POST /models/datasets/?${LOSS}`, tooMuch),
  },
  continue_training_model_models__model_id__datasets__dataset_id__put: {
    ...running(
      () => 'PUT /models/1/datasets/1',
      {},
      200,
      simply('PUT /models/x/datasets/1'),
      'PUT /models/999/datasets/1',
    ),
    413: simply('PUT /models/1/datasets/1', tooMuch),
  },
  compile_model_compiled_models_models__model_id__post: running(
    () => 'POST /compiled_models/models/1',
    {},
    201,
    simply('POST /compiled_models/models/1?calibration_images=0'),
    'POST /compiled_models/models/999',
  ),
  get_compiled_models_compiled_models__get: listed('compiled_models'),
  get_compiled_model_compiled_models__compiled_model_id__get: {
    ...parts((question) => app.ask('GET /compiled_models/1', question)),
    200: simply('GET /compiled_models/1'),
    404: simply('GET /compiled_models/999'),
  },
  list_compiled_model_artifacts: {
    200: simply('GET /compiled_models/1/artifacts'),
    404: simply('GET /compiled_models/999/artifacts'),
  },
  install_model_to_device_on_brdige_compiled_models__compiled_model_id__bridges__bridge_id__devices__device_id__post:
    {
      201: simply('POST /compiled_models/1/bridges/1/devices/1'),
      404: simply('POST /compiled_models/1/bridges/1/devices/999'),
      409: () => installOnSmallBoard(),
      422: simply('POST /compiled_models/1/bridges/1/devices/1?force=maybe'),
      502: simply('POST /compiled_models/1/bridges/2/devices/1'),
      504: () => installOverSilentTls(),
    },
  predict_with_model: {
    ...running(
      () => 'POST /models/1/predict',
      photo,
      200,
      simply('POST /models/1/predict'),
      'POST /models/999/predict',
    ),
    413: simply('POST /models/1/predict', hugeFile('file')),
  },
  predict_with_compiled_model: {
    ...running(
      () => 'POST /compiled_models/1/predict',
      photo,
      200,
      simply('POST /compiled_models/1/predict'),
      'POST /compiled_models/999/predict',
    ),
    413: simply('POST /compiled_models/1/predict', hugeFile('file')),
  },
  observe_device_on_bridge_observations_bridges__bridge_id__devices__device_id__get: {
    200: simply('GET /observations/bridges/1/devices/1'),
    404: simply('GET /observations/bridges/1/devices/999'),
    422: simply('GET /observations/bridges/x/devices/1'),
    502: simply('GET /observations/bridges/2/devices/1'),
    504: () => whileSilent('GET /observations/bridges/1/devices/1'),
  },
  list_runs: { 200: simply('GET /runs'), 422: simply('GET /runs?state=odd') },
  get_run: { 200: () => ofLastRun('GET', ''), 404: simply('GET /runs/x') },
  follow_run_events: {
    200: () => ofLastRun('GET', '/events'),
    404: simply('GET /runs/x/events'),
    422: simply(`GET /runs/x/events?after=${'1'.repeat(30)}`),
  },
  create_ticket: {
    201: () => ticketToLastRun(),
    404: simply('POST /tickets', { json: { run_id: '00000000-0000-4000-8000-000000000000' } }),
    413: simply('POST /tickets', tooMuch),
    422: simply('POST /tickets', { json: { run_id: 'x' } }),
  },
  cancel_run: { 202: () => ofLastRun('POST', '/cancel'), 404: simply('POST /runs/x/cancel') },
  download_artifact: {
    ...parts((question) => ofLastRun('GET', '/artifacts/model.tflite', question)),
    200: () => ofLastRun('GET', '/artifacts/model.tflite'),
    404: () => ofLastRun('GET', '/artifacts/nothing'),
  },
  list_webhooks: { 200: simply('GET /webhooks') },
  create_webhook: {
    201: simply('POST /webhooks', { json: { url: 'https://ci.example.org/hook' } }),
    409: () => oneWebhookTooMany(),
    413: simply('POST /webhooks', tooMuch),
    422: simply('POST /webhooks', { json: { url: 'ftp://ci.example.org' } }),
  },
  list_webhook_deliveries: {
    200: simply('GET /webhooks/1/deliveries'),
    404: simply('GET /webhooks/999/deliveries'),
  },
  delete_webhook: { 204: simply('DELETE /webhooks/1'), 404: simply('DELETE /webhooks/999') },
  list_workers: { 200: simply('GET /workers') },
  list_boards: { 200: simply('GET /boards') },
  list_architectures: { 200: simply('GET /architectures') },
  estimate_network: {
    200: simply('GET /architectures/resnet8/estimate?img_width=32&img_height=32'),
    404: simply('GET /architectures/auto/estimate?img_width=32&img_height=32'),
    422: simply('GET /architectures/resnet8/estimate?img_width=7&img_height=32'),
  },
  list_tokens: { 200: simply('GET /tokens') },
  revoke_token: {
    204: async () => {
      await insertToken(app.db.knex, 'old-laptop', ['read'])
      return app.ask('DELETE /tokens/old-laptop')
    },
    404: simply('DELETE /tokens/unknown'),
  },
  healthz: { 200: simply('GET /healthz') },
  readyz: { 200: simply('GET /readyz') },
  metrics: { 200: simply('GET /metrics') },
  openapi: { 200: simply('GET /openapi.json') },
  openapi_3_0: { 200: simply('GET /openapi-3.0.json') },
  openapi_3_1: { 200: simply('GET /openapi-3.1.json') },
}

const whileLong = async (list: string) => {
  const { rows } = await app.db.knex.raw(`select coalesce(max(id), 0) as last from ${list}`)
  if (list === 'compiled_models')
    await app.db.knex.raw(
      `with made as (insert into runs (kind, state, finished_at, request)
                     select 'compile', 'succeeded', now(), '{}' from generate_series(1, 10001) returning id)
       insert into compiled_models (model_id, model_version, run_id) select 1, 1, id from made`,
    )
  else await app.db.knex.raw(`${fill[list]} from generate_series(1, 10001) n`)
  const reply = await app.ask(`GET /${list}/`)
  await app.db.knex.raw(`delete from ${list} where id > ?`, [rows[0].last])
  // The ids that come next are those that other scenarios name.
  await app.db.knex.raw(`select setval(pg_get_serial_sequence('${list}', 'id'), ?, false)`, [
    rows[0].last + 1,
  ])
  if (list === 'compiled_models')
    await app.db.knex.raw("delete from runs where kind = 'compile' and request = '{}'")
  return reply
}
const oneAliasTooMany = async () => {
  await app.db.knex.raw(
    "insert into model_aliases (alias, model_id) select 'many-' || n, 1 from generate_series(1, 200) n",
  )
  const reply = await app.ask('PUT /aliases/one-more', { json: { model_id: 1 } })
  await app.db.knex.raw("delete from model_aliases where alias like 'many-%'")
  return reply
}
const oneWebhookTooMany = async () => {
  await app.db.knex.raw(
    "insert into webhooks (url, secret) select 'https://many', decode(repeat('00', 32), 'hex') from generate_series(1, 10)",
  )
  const reply = await app.ask('POST /webhooks', { json: { url: 'https://ci.example.org/hook' } })
  await app.db.knex.raw("delete from webhooks where url = 'https://many'")
  return reply
}
const whileSilent = async (call: string) => {
  bridge.setMode('silent')
  return app.ask(call).finally(() => bridge.setMode('ok'))
}
const lastFile = async (parts: Parameters<typeof multipart>[0]) => {
  await app.ask('POST /datasets/1/', multipart(parts))
  const files = (await app.ask('GET /datasets/1/files')).json as { id: number }[]
  return files.at(-1)?.id
}
const removeLastFile = async () =>
  app.ask(`DELETE /datasets/1/files/${await lastFile([{ name: 'x.png', data: makePicture(5) }])}`)
const thumbnailOfText = async () => {
  const parts = [
    { name: 'good.png', data: picture },
    { name: 'text.png', data: 'text' },
  ]
  return app.ask(`GET /datasets/1/files/${await lastFile(parts)}/thumbnail`)
}
const ofLastRun = async (method: string, path: string, question: Question = {}) => {
  const runs = (await app.ask('GET /runs?state=succeeded')).json as { id: string; kind: string }[]
  return app.ask(`${method} /runs/${runs.find(({ kind }) => kind === 'compile')?.id}${path}`, question)
}
const ticketToLastRun = async () => {
  const runs = (await app.ask('GET /runs?limit=1')).json as { id: string }[]
  return app.ask('POST /tickets', { json: { run_id: runs[0]?.id } })
}
/** An install may take as long as it takes, but not the connection. */
const installOverSilentTls = async () => {
  const mute = createServer().listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const { port } = mute.address() as AddressInfo
  const made = await app.ask('POST /bridges/', { json: { address: `127.0.0.1:${port}`, https: true } })
  const { id } = made.json as { id: number }
  return app.ask(`POST /compiled_models/1/bridges/${id}/devices/1`).finally(() => mute.close())
}
const deleteAnotherModel = async () => {
  const trained = await run(() => `POST /models/datasets/1?${LOSS}`, 'succeeded', trainBody)()
  return app.ask(`DELETE /models/${(trained.json as { id: number }).id}`)
}
const deleteModelInUse = async () => {
  const compiling = await app.ask('POST /compiled_models/models/1', { headers: later })
  return app.ask('DELETE /models/1').finally(() => app.ask(`POST ${compiling.headers.location}/cancel`))
}
const ofPictures = async (name: string) => {
  const made = await app.ask(`POST /datasets/?dataset_name=${name}&dataset_desc=`)
  const { id } = made.json as { id: number }
  const parts = ['A/1.png', 'B/1.png'].map((path, i) => ({ name: path, data: makePicture(i) }))
  await app.ask(`POST /datasets/${id}/`, multipart(parts))
  const trained = await run(() => `POST /models/datasets/${id}?${LOSS}`, 'succeeded', trainBody)()
  const [version] = (await app.ask(`GET /datasets/${id}/versions`)).json as { id: number }[]
  return { model: (trained.json as { id: number }).id, version: `/datasets/${id}/versions/${version?.id}` }
}
const deleteVersion = async () => app.ask(`DELETE ${(await ofPictures('versions')).version}`)
const deleteVersionInUse = async () => {
  const { model, version } = await ofPictures('used')
  const again = await app.ask(`POST /models/${model}/again`, { headers: later })
  return app.ask(`DELETE ${version}`).finally(() => app.ask(`POST ${again.headers.location}/cancel`))
}
const installOnSmallBoard = async () => {
  const { rows } = await app.db.knex.raw(
    "select result -> 'boards' as boards from runs where kind = 'compile' and state = 'succeeded'",
  )
  const board = (rows[0].boards as { id: string }[])[0]?.id
  await app.db.knex.raw(
    `update runs set result = jsonb_set(result, '{boards,0,verdict}', '"no"') where kind = 'compile' and state = 'succeeded'`,
  )
  await app.ask('PUT /devices/1/board', { json: { board } })
  return app
    .ask('POST /compiled_models/1/bridges/1/devices/1')
    .finally(() => app.ask('PUT /devices/1/board', { json: { board: null } }))
}

beforeAll(async () => {
  app = await startApp({
    env: { MAX_FILE_MIB: '1', MAX_ARCHIVE_MIB: '1' },
  })
  bridge = await createFakeBridge()
  for (const address of [bridge.address, '127.0.0.1:1', 'spare'])
    await app.ask('POST /bridges/', { json: { address, https: false } })
  await app.ask('POST /devices/', { json: { ...device, serial: 'S1' } })
  for (const name of ['trainable', 'spare'])
    await app.ask(`POST /datasets/?dataset_name=${name}&dataset_desc=`)
  dataset = 1
  const parts = ['A/1.png', 'A/2.png', 'B/1.png', 'B/2.png'].map((name, i) => ({
    name,
    data: makePicture(i),
  }))
  await app.ask('POST /datasets/1/', multipart(parts))
  const first = [
    run(() => `POST /models/datasets/1?${LOSS}`, 'succeeded', trainBody),
    run(() => 'POST /compiled_models/models/1', 'succeeded'),
  ]
  for (const make of first) expect((await make()).status).toBe(201)
  const taken = await app.ask(`POST /models/datasets/1?${LOSS}`, { ...trainBody, headers: KEY })
  await app.ask(`POST ${taken.headers.location}/cancel`)
})
afterAll(async () => {
  await app.stop()
  await bridge.close()
})

/** What many operations have in common is in common-statuses.test.ts. */
const COMMON = ['401', '403', '429', '503']

const documented = async () => {
  const operations = readOperations((await app.ask('GET /openapi.json')).json)
  return operations.flatMap(({ operationId, responses }) =>
    Object.keys(responses)
      .filter((status) => !COMMON.includes(status))
      .map((status) => `${operationId} ${status}`),
  )
}
// Of an operation whose input cannot be wrong otherwise: a name in the query that it does not know.
for (const call of [
  'describe_bridge_status GET /bridges/1/status',
  'describe_dataset GET /datasets/1',
  'list_dataset_suspects GET /datasets/1/suspects',
  'download_dataset_file GET /datasets/1/files/1',
  'delete_dataset_file DELETE /datasets/1/files/1',
  'clear_dataset_problems DELETE /datasets/1/problems',
  'delete_dataset_version DELETE /datasets/1/versions/1',
  'describe_model GET /models/1',
  'list_model_artifacts GET /models/1/artifacts',
  'delete_model DELETE /models/1',
  'list_compiled_model_artifacts GET /compiled_models/1/artifacts',
  'get_run GET /runs/x',
  'follow_run_events GET /runs/x/events',
  'cancel_run POST /runs/x/cancel',
  'download_artifact GET /runs/x/artifacts/y',
  'list_model_aliases GET /aliases',
  'delete_model_alias DELETE /aliases/x',
  'list_webhooks GET /webhooks',
  'list_webhook_deliveries GET /webhooks/1/deliveries',
  'delete_webhook DELETE /webhooks/1',
  'list_boards GET /boards',
  'list_architectures GET /architectures',
]) {
  const [id = '', request = ''] = call.split(/ (.*)/)
  scenarios[id] = { ...scenarios[id], 422: simply(`${request}?nonsense=1`) }
}

const described = Object.entries(scenarios).flatMap(([id, statuses]) =>
  Object.keys(statuses).map((status) => `${id} ${status}`),
)

it('has a scenario for every documented status, and for no other', async () => {
  const all = await documented()
  expect(all.length).toBeGreaterThan(100)
  expect(described.sort()).toEqual(all.sort())
})

it.each(described)('%s', async (name) => {
  const [id = '', status = ''] = name.split(' ')
  const reply = await scenarios[id]?.[Number(status)]?.()
  expect(reply?.status, reply?.text.slice(0, 500)).toBe(Number(status))
})
