import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { insertToken } from '../../src/store/tokens.ts'
import { announceWorker } from '../../src/store/workers.ts'
import { createFakeBridge } from '../bridge/fake-bridge.ts'
import { endNextRun } from '../support/act-as-worker.ts'
import { makePicture } from '../support/pictures.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { runCli } from './run-cli.ts'

/*
 * The command against a relay, as a pipeline calls it. Runs are ended without a container, with the reports of real
 * ones, which are right of most pictures and not of all.
 */
let app: RunningApp
let token: string
let folder: string
/** From then on nobody ends runs. */
let stopEnding: () => Promise<void>

/** Ends every run until the signal. */
const endRuns = async ({ db }: RunningApp, signal: AbortSignal) => {
  while (!signal.aborted) await endNextRun(db).catch(() => undefined)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tinymlaas-cli-'))
  app = await startApp({ isTokenRequired: true })
  token = await insertToken(app.db.knex, 'ci', ['admin'])
  const done = new AbortController()
  const ending = endRuns(app, done.signal)
  stopEnding = async () => {
    done.abort()
    await ending
  }
  return async () => {
    await stopEnding()
    await app.stop()
    await rm(folder, { recursive: true })
  }
})

const env = () => ({
  TINYMLAAS_URL: app.url,
  TINYMLAAS_TOKEN: token,
  XDG_CONFIG_HOME: join(folder, 'config'),
  CI: 'true',
})
const cli = (...args: string[]) => runCli(args, env())
const json = async (...args: string[]) => JSON.parse((await cli(...args, '--json')).out)

/** Pictures by path and the number that makes each. */
const fill = async (name: string, pictures: Record<string, number>) => {
  const root = join(folder, name)
  for (const [path, seed] of Object.entries(pictures)) {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), makePicture(seed))
  }
  return root
}
const parking = { 'Empty/1.png': 1, 'Empty/2.png': 2, 'Taken/1.png': 3, 'Taken/2.png': 4 }

it('pushes a folder: only what the relay lacks, again nothing, and then what has changed', async () => {
  const dir = await fill('Car Park', parking)
  await writeFile(join(dir, 'notes.odt'), 'about them')
  const dry = await json('datasets', 'push', dir, '--dry-run')
  expect(dry).toMatchObject({ dataset: 'car-park', dry_run: true, added: 4, uploaded: { files: 4 } })
  const first = await cli('datasets', 'push', dir)
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Uploaded 4 files') })
  expect(first.err).toContain('1 files are neither pictures nor labels and stay here, such as notes.odt')
  expect(first.out).toMatch(/\ndataset \d+ \(car-park\)\n$/)
  expect(await json('datasets', 'push', dir)).toMatchObject({ uploaded: { files: 0 }, same: 4, added: 0 })

  await rm(join(dir, 'Taken/2.png'))
  await fill('Car Park', { 'Empty/3.png': 4, 'Taken/1.png': 5 })
  expect(await json('datasets', 'push', dir, '--prune')).toMatchObject({
    uploaded: { files: 1 },
    moved: 1,
    replaced: 1,
    removed: 0,
    same: 2,
  })
  const more = await fill('held-out', { 'Empty/9.png': 9, 'Taken/9.png': 10 })
  await cli('datasets', 'push', more, '--to', 'car-park', '--split', 'test')
  expect((await json('datasets', 'show', 'car-park')).class_counts).toEqual([
    { label: 'Empty', train: 0, validation: 0, test: 1, unsplit: 3 },
    { label: 'Taken', train: 0, validation: 0, test: 1, unsplit: 1 },
  ])
  expect((await cli('datasets', 'list')).out).toMatch(/Car Park/)
})

it('goes on where a push was broken off', async () => {
  const dir = await fill('broken-off', parking)
  await json('datasets', 'push', dir, '--dry-run')
  // What an earlier push had sent when it was killed.
  const sent = await fill('rest', { '1.png': 1, '2.png': 2 })
  await cli('datasets', 'push', sent, '--to', 'broken-off', '--layout', 'unlabelled')
  expect(await json('datasets', 'push', dir, '--prune')).toMatchObject({
    uploaded: { files: 2 },
    moved: 4,
    removed: 0,
  })
})

it('asks about a layout before it sends anything', async () => {
  const dir = await fill('odd', { 'a/x/1.png': 1, 'b/y/2.png': 2 })
  const refused = await cli('datasets', 'push', dir)
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toMatch(/label_level/)
  expect(await json('datasets', 'push', dir, '--label-level', '1')).toMatchObject({ uploaded: { files: 2 } })
})

it('leads from pictures to a device, and each step answers once for the same content', async () => {
  await cli('datasets', 'push', await fill('story', parking))
  const trained = await cli('train', 'story', '--epochs', '3', '--size', '32', '--target', 'nano33ble')
  expect(trained).toMatchObject({
    code: 0,
    out: expect.stringMatching(/accuracy of the float model [01]\.\d{3}.*\nmodel \d+\n$/),
  })
  expect(trained.err).toMatch(/state: succeeded/)
  const again = await cli('train', 'story', '--epochs', '3', '--size', '32', '--target', 'nano33ble')
  expect(again).toMatchObject({
    code: 0,
    out: trained.out,
    err: expect.stringContaining('did exactly this before'),
  })
  const anew = await cli(
    'train',
    'story',
    '--epochs',
    '3',
    '--size',
    '32',
    '--target',
    'nano33ble',
    '--again',
  )
  expect(anew.out).not.toBe(trained.out)
  const [model = ''] = /\d+(?=\n$)/.exec(trained.out) ?? []

  await cli('models', 'alias', 'champion', model)
  await cli('models', 'tag', 'champion', 'night', 'v1')
  expect((await cli('models', 'show', 'champion')).out).toMatch(
    /^model \d+, version 1, champion\n.*\n.*\ntags: night, v1\n$/,
  )
  expect(await json('models', 'list', '--tag', 'v1')).toMatchObject([
    { id: Number(model), aliases: ['champion'] },
  ])
  expect(await cli('download', 'champion')).toMatchObject({
    code: 2,
    err: expect.stringContaining('tinymlaas compile champion'),
  })
  expect((await cli('evaluate', 'champion')).out).toContain('the float model')

  const compiled = await cli('compile', 'champion', '--require-board', 'nano33ble')
  expect(compiled).toMatchObject({ code: 0, out: expect.stringMatching(/arduino-nano-33-ble-sense +fits/) })
  expect((await cli('evaluate', 'champion', '--min-accuracy', '0.7', '--fits', 'nano33ble')).code).toBe(0)
  const below = await cli(
    'evaluate',
    'champion',
    '--min-accuracy',
    '1',
    '--lower-end',
    '--fits',
    'tinymlaas-sketch',
  )
  expect(below).toMatchObject({
    code: 3,
    err: expect.stringMatching(/lower end is 0\.\d{3}: less than 1\. It does not fit tinymlaas-sketch/),
  })
  const told = await cli('evaluate', 'champion', '--min-accuracy', '1', '--json')
  expect({ code: told.code, ...JSON.parse(told.out) }).toMatchObject({ code: 3, passed: false })

  const output = join(folder, 'out')
  expect(await cli('download', 'champion', '--output', output)).toMatchObject({ code: 0 })
  expect((await readdir(output)).sort()).toEqual(['model.tflite', 'target_model.cc'])
  expect(await readFile(join(output, 'model.tflite'), 'utf8')).toBe('TFL3')
  expect(await cli('download', 'champion', '--only', 'nothing')).toMatchObject({ code: 2 })

  const picture = join(folder, 'story/Empty/1.png')
  expect((await cli('predict', 'champion', picture)).out).toMatch(/1\.png {2}\S+ {2}\d\.\d{3}\n$/)
  expect(await cli('predict', 'champion', join(folder, 'none.png'))).toMatchObject({ code: 2 })

  // Each says the same of everything.
  const shapes = await fill('shapes', { 'circle/1.png': 1, 'square/1.png': 2, 'square/2.png': 3 })
  const other = /\d+(?=\n$)/.exec(anew.out)?.[0] ?? ''
  expect(await json('models', 'compare', 'champion', other, shapes, '--pictures', '2')).toMatchObject({
    pictures: 2,
    a: { model_id: Number(model), right: 1 },
    b: { model_id: Number(other), right: 1 },
    agree: 2,
    differing: [],
  })

  const bridge = await createFakeBridge()
  const authorized = { headers: { Authorization: `Bearer ${token}` } }
  await app.ask('POST /bridges/', { ...authorized, json: { address: bridge.address, https: false } })
  const device = { name: 'Door', installer_id: 1, model: 'm', description: 'd', serial: 'S1', bridge_id: 1 }
  await app.ask('POST /devices/', { ...authorized, json: device })
  expect(await cli('install', 'champion', '--device', 'Door')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Success/),
  })
  expect((await cli('observe', 'S1', '--count', '2', '--every', '0s')).out).toBe(
    '0 0.750  1 0.250\n'.repeat(2),
  )
  bridge.setMode('broken')
  expect(await cli('observe', 'S1')).toMatchObject({ code: 1 })
  await bridge.close()
  expect(await cli('observe', 'nobody')).toMatchObject({ code: 2, err: expect.stringContaining('1 (Door)') })
}, 120_000)

it('asks for a worker by its labels, which make no other run of it', async () => {
  await cli('datasets', 'push', await fill('lab', parking))
  const refused = await cli('train', 'lab', '--labels', 'site=lab')
  expect(refused).toMatchObject({
    code: 2,
    err: expect.stringContaining('No worker has the labels site=lab.'),
  })
  await announceWorker(app.db.knex, {
    ...{ id: randomUUID(), name: 'lab', runtime: 'runc', labels: ['gpu', 'site=lab'], image: 'x' },
    ...{ slots: 1, memoryBytes: 1, cpus: 1, lacks: null },
  })
  const { model_id, run_id } = await json('train', 'lab', '--labels', 'site=lab', '--labels', 'gpu')
  expect(await json('train', 'lab')).toMatchObject({ run_id, model_id })
  const compiled = await json('compile', String(model_id), '--labels', 'site=lab')
  expect(await json('run', 'list')).toMatchObject([
    { id: compiled.run_id, labels: ['site=lab'] },
    { id: run_id, labels: ['gpu', 'site=lab'] },
  ])
}, 60_000)

it('ends with 3 below what is required, and keeps the model', async () => {
  await cli('datasets', 'push', await fill('bar', parking))
  const { code, out, err } = await cli('train', 'bar', '--require-accuracy-low', '1')
  expect({ code, out, err }).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringContaining('lower end is less than 1'),
  })
  const failed = await cli('train', 'bar', '--require-accuracy-low', '1', '--json')
  const { error } = JSON.parse(failed.out)
  expect(error).toMatchObject({ exit: 'below', run_id: expect.any(String) })
  expect(await json('run', 'list', '--state', 'failed')).toMatchObject([
    { id: error.run_id, reason: 'below-the-bar' },
  ])
  expect((await cli('run', 'wait', error.run_id)).code).toBe(3)
  expect((await cli('run', 'logs', error.run_id)).out).toMatch(/state: queued\n/)
})

it('waits no longer than it may; the run goes on, and may be cancelled', async () => {
  await cli('datasets', 'push', await fill('slow', parking))
  await stopEnding()
  const waited = await cli('train', 'slow', '--timeout', '1s', '--json')
  expect(waited.code).toBe(4)
  const { error } = JSON.parse(waited.out)
  expect(error).toMatchObject({ exit: 'timeout', hint: `tinymlaas run wait ${error.run_id}` })
  const detached = await json('train', 'slow', '--detach')
  expect(detached).toEqual({ run_id: error.run_id })
  expect(await cli('run', 'cancel', error.run_id)).toMatchObject({
    code: 0,
    out: expect.stringContaining('cancelled'),
  })
  expect(await cli('run', 'wait', error.run_id)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/[Cc]ancelled/),
  })
})

it('ends by codes that tell why', async () => {
  expect((await runCli(['models', 'list'], { ...env(), TINYMLAAS_TOKEN: 'tml_wrong' })).code).toBe(6)
  expect((await runCli(['models', 'list'], { ...env(), TINYMLAAS_URL: 'http://127.0.0.1:1' })).code).toBe(5)
  expect(await cli('train', 'no-such-dataset')).toMatchObject({
    code: 2,
    err: expect.stringContaining('no such dataset'),
  })
  expect(await cli('train')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^DATASET is missing\.\n\nusage: /),
  })
  expect(await cli('run', 'look')).toMatchObject({ code: 2 })
  expect(await cli('train', 'x', '--epochs', 'many')).toMatchObject({ code: 2 })
  const token = await insertToken(app.db.knex, `reader-${Date.now()}`, ['read'])
  expect(
    (await runCli(['datasets', 'push', await fill('p', parking)], { ...env(), TINYMLAAS_TOKEN: token })).code,
  ).toBe(6)
})

it('remembers a relay, for its user only', async () => {
  const clean = { ...env(), TINYMLAAS_URL: '', TINYMLAAS_TOKEN: '' }
  expect((await runCli(['login', app.url, '--token-stdin'], clean, 'tml_wrong\n')).code).toBe(6)
  expect((await runCli(['login', app.url, '--token-stdin'], clean, `${token}\n`)).code).toBe(0)
  const file = join(folder, 'config/tinymlaas/login.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const { TINYMLAAS_URL: _url, TINYMLAAS_TOKEN: _token, ...bare } = clean
  expect((await runCli(['models', 'list'], bare)).code).toBe(0)
  // The token goes nowhere else.
  expect(
    (await runCli(['models', 'list', '--url', app.url.replace('127.0.0.1', 'localhost')], bare)).code,
  ).toBe(6)
  expect((await runCli(['login', '--forget'], bare)).code).toBe(0)
  expect(await readdir(join(folder, 'config/tinymlaas'))).toEqual([])
})

it('every command explains itself', async () => {
  const { out } = await cli('--help')
  const names = [...out.matchAll(/^ {2}([\w-]+) {2}/gm)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(15)
  for (const name of names) {
    const { code, out } = await cli(name, '--help')
    expect({ name, code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^usage: tinymlaas ${name}`)),
    })
  }
})

it('lists the newest runs, or all of them, page by page', async () => {
  await app.db.knex.raw(
    `insert into runs (kind, state, finished_at, requested_at, request)
     select 'train', 'succeeded', now(), '2020-01-01'::timestamptz + n * interval '1 hour', '{"parameters": {}}' from generate_series(1, 1001) n`,
  )
  expect(await json('run', 'list', '--state', 'succeeded')).toHaveLength(50)
  const all: { id: string }[] = await json('run', 'list', '--state', 'succeeded', '--all')
  expect(new Set(all.map(({ id }) => id)).size).toBe(1001)
})
