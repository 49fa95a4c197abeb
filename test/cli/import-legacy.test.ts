import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { makePicture } from '../support/pictures.ts'
import { useApp } from '../support/start-app.ts'
import { runCli } from './run-cli.ts'

/** Tables and columns as the predecessor made them. */
const SCHEMA = `
  create table "Devices" (id integer primary key autoincrement, name text, connection text, bridge_id integer,
    installer_id integer, compiler text, model text, description text, serial text unique);
  create table "Bridges" (id integer primary key autoincrement, address text, name text, https boolean);
  create table "Installers" (id integer primary key autoincrement, name text);
  create table "Datasets" (id integer primary key autoincrement, path text, name text, description text);
  create table "Models" (id integer primary key autoincrement, created text, dataset_id integer, parameters text,
    description text, model_path text);
  create table "Compiled_models" (id integer primary key autoincrement, created text, model_id integer,
    compiler_id integer, model_path text);`

const ROWS = `
  insert into Installers (id, name) values (1, 'Arduino IDE'), (2, 'RPI');
  insert into Bridges (id, address, name, https) values (1, '192.168.0.7', 'Coffee room', 0), (4, 'https.example', null, 1);
  insert into Devices (id, name, connection, bridge_id, installer_id, model, description, serial) values
    (1, 'Wio Terminal', '192.168.1.11', 4, 2, 'person_detection', 'nice', '1985'),
    (7, '', null, 99, 9, null, 5, null);
  insert into Datasets (id, path, name, description) values
    (3, 'data/parking_space_dataset/', 'Parking', 'Empty or not'), (5, '/app/None5/', 12, ''), (6, 'gone/', 'Gone', 'x');
  insert into Models (id, created, dataset_id, parameters, description, model_path) values
    (2, '2023-06-21 10:11:12.123456', 3, '{''epochs'': 2, ''img_width'': 96, ''img_height'': 96, ''batch_size'': 10}', 'first', 'tensorflow_models/2'),
    (9, 'yesterday', 77, '1/96/96/10', '', 'tensorflow_models/9');
  insert into Compiled_models (id, created, model_id, model_path) values
    (8, '2023-06-22 00:00:00.000001', 2, 'compiled_models/8'), (10, null, 55, 'compiled_models/10');`

const SOURCE =
  '#include "target_model.h"\nconst unsigned char model_tflite[] = {0x1C, };\nconst int model_tflite_len = 1;\n'

const makePredecessor = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'predecessor-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = {
    'data/parking_space_dataset/Empty/1.png': makePicture(1),
    'data/parking_space_dataset/Empty/2.png': makePicture(2),
    'data/parking_space_dataset/Occupied/1.png': makePicture(3),
    'data/parking_space_dataset/.DS_Store': 'x',
    'None5/flat.png': makePicture(4),
    'tensorflow_models/2/saved_model.pb': 'graph',
    'tensorflow_models/2/variables/variables.index': 'index',
    'compiled_models/8/target_model.cc': SOURCE,
    'compiled_models/8/model.tflite': 'flat',
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  await symlink('/etc/hostname', join(folder, 'data/parking_space_dataset/Empty/link.png'))
  using db = new DatabaseSync(join(folder, 'tinymlaas.db'))
  db.exec(SCHEMA + ROWS)
  return folder
}

it('takes over everything that can be read, with its ids, and says what was not', async () => {
  const app = await useApp()
  const folder = await makePredecessor()
  const env = { DATABASE_URL: app.db.url }
  // Takes the first id of a dataset, and the one that a device wants.
  expect((await app.ask('POST /datasets/?dataset_name=mine&dataset_desc=x')).status).toBe(201)

  const first = await runCli(['import-legacy', folder], env)
  expect(first.code, first.err).toBe(3)
  expect(first.out).toMatch(/bridges +2 taken over\n +devices +2 .*\n +datasets +3 .*\n +pictures +4 /)
  expect(first.out).toMatch(/models +2 taken over\n +compiled models +1 taken over/)
  for (const said of [
    'at bridge 99',
    'no installer',
    'gone/ is not there',
    'parameters cannot be read',
    'its model 55',
  ])
    expect(first.out).toContain(said)

  expect((await app.ask('GET /bridges/')).json).toEqual([
    { address: '192.168.0.7', name: 'Coffee room', https: false, id: 1 },
    { address: 'https.example', name: null, https: true, id: 4 },
  ])
  expect((await app.ask('GET /devices/')).json).toMatchObject([
    { id: 1, serial: '1985', bridge: { id: 4 }, installer: { name: 'RPI' }, connection: '192.168.1.11' },
    { id: 7, name: 'Device', serial: 'legacy-7', bridge: null, description: '5', model: 'unknown' },
  ])
  expect((await app.ask('GET /datasets/3')).json).toMatchObject({
    name: 'Parking',
    classes: { Empty: 2, Occupied: 1 },
    files: 3,
  })
  expect((await app.ask('GET /datasets/5')).json).toMatchObject({ name: '12', files: 1, unlabelled: 1 })
  expect((await app.ask('GET /models/')).json).toMatchObject([
    {
      id: 2,
      dataset_id: 3,
      parameters: { epochs: 2, batch_size: 10 },
      created: '2023-06-21T10:11:12.123000',
    },
    { id: 9, dataset_id: null, parameters: {} },
  ])
  expect((await app.ask('GET /compiled_models/8')).text).toBe(SOURCE)
  expect((await app.ask('GET /models/2/artifacts')).json).toMatchObject([{ name: 'saved_model.tar' }])
  for (const path of [
    '/models/2',

    '/runs',
    '/compiled_models/',
    '/compiled_models/8/artifacts',
  ])
    expect((await app.ask(`GET ${path}`)).status, path).toBe(200)

  // Ids go on behind those that were taken over.
  expect((await app.ask('POST /datasets/?dataset_name=next&dataset_desc=x')).json).toMatchObject({ id: 7 })
  // What cannot be loaded is said before a run is made of it.
  expect(await app.ask('POST /compiled_models/models/2')).toMatchObject({
    status: 422,
    text: expect.stringContaining('taken over from the predecessor'),
  })

  const again = await runCli(['import-legacy', folder, '--json'], env)
  expect(again.code).toBe(3)
  expect(JSON.parse(again.out)).toMatchObject({
    counts: {
      bridge: { added: 0, present: 2 },
      device: { added: 0, present: 2 },
      dataset: { added: 1, present: 2 },
      picture: { added: 0 },
      model: { added: 0, present: 2 },
      compiled_model: { added: 0, present: 1 },
    },
  })
  expect((await app.ask('GET /datasets/')).json).toHaveLength(5)
})

it('gives a new id where the old one is taken', async () => {
  const app = await useApp()
  const folder = await makePredecessor()
  for (const name of ['a', 'b', 'c']) await app.ask(`POST /datasets/?dataset_name=${name}&dataset_desc=x`)
  await runCli(['import-legacy', folder], { DATABASE_URL: app.db.url })
  expect((await app.ask('GET /datasets/')).json).toMatchObject([
    { id: 1 },
    { id: 2 },
    { id: 3, name: 'c' },
    { id: 4, name: 'Parking' },
    { id: 5, name: '12' },
    { id: 6, name: 'Gone' },
  ])
  expect((await app.ask('GET /models/')).json).toMatchObject([{ id: 2, dataset_id: 4 }, { id: 9 }])
})

it('refuses what is no predecessor, in one sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'predecessor-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  expect(await runCli(['import-legacy'])).toMatchObject({ code: 2, err: expect.stringContaining('usage:') })
  expect(await runCli(['import-legacy', join(folder, 'none')])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^There is no folder .*\n$/),
  })
  expect(await runCli(['import-legacy', folder])).toMatchObject({
    code: 1,
    err: expect.stringContaining('--database'),
  })
  const app = await useApp()
  await writeFile(join(folder, 'x.db'), 'no database')
  expect(await runCli(['import-legacy', folder], { DATABASE_URL: app.db.url })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^\S+ is no SQLite database .*\n$/),
  })
})
