import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'

const page = readFileSync('docs/debugging.md', 'utf8')
const recipes = new Map(
  [...page.matchAll(/<!-- recipe: (\w+) -->\n```sh\n(.*?)```/gs)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
)
const folder = mkdtempSync(join(tmpdir(), 'debugging-'))
const dataDir = resolve('.data/debugging')
const INSTANCE = `debugging-${process.pid}`
let relay: SpawnedRelay
let dataset: number

const start = async () => {
  const image = await ensureFaultImage()
  return spawnRelay(
    { DATA_DIR: dataDir, DATABASE_URL: '', INSTANCE, TENSORFLOW_IMAGE: image, SHUTDOWN_GRACE_SECONDS: '1' },
    { until: '/readyz' },
  )
}
beforeAll(async () => {
  rmSync(dataDir, { recursive: true, force: true })
  relay = await start()
  dataset = await uploadNoise(relay.url)
})
afterAll(async () => {
  await relay.end('SIGTERM')
  rmSync(folder, { recursive: true })
  rmSync(dataDir, { recursive: true })
})

/** Executes a recipe as it stands on the page, after the one that every recipe needs. Returns what it printed. */
const follow = async (name: string, run = '') => {
  const text = recipes.get(name)
  if (text === undefined) throw new Error(`docs/debugging.md has no recipe ${name}.`)
  writeFileSync(join(folder, 'relay.log'), relay.log())
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    RELAY: relay.url,
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    RUN: run,
    LOG: join(folder, 'relay.log'),
  }
  const script = `set -euo pipefail\n${recipes.get('setup')}\n${text.replaceAll('kept', `${folder}/kept`)}`
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env, timeout: 60_000 })
  return stdout
}
const look = async (run: string) => (await fetch(`${relay.url}/runs/${run}`)).json() as Promise<object>

it('every recipe of the page has a test', () => {
  expect([...recipes.keys()].sort()).toEqual(
    ['attach', 'container', 'database', 'exec', 'follow', 'keep', 'log', 'queue', 'setup'].sort(),
  )
})

it('the database, the queue and one run can be looked into', async () => {
  expect(await follow('database')).toMatch(/dataset_files.*blobs/s)
  // Longer than four recipes take on a busy machine.
  const run = await submitRun(relay.url, dataset, 25)
  await expect.poll(() => follow('exec', run).catch(() => ''), { timeout: 20_000 }).toContain('uid=10001')
  expect(await follow('container', run)).toMatch(/^running 0 \S+\n.*"phase"/s)
  expect(await follow('queue')).toMatch(/train.*active.*running/s)
  expect(await follow('attach', run)).toContain('"type":"epoch"')
  const told = await follow('follow', run)
  expect(told).toMatch(/"state":"(running|succeeded)".*event:epoch.*succeeded/s)
  expect(await follow('log', run)).toMatch(/run claimed.*run ended/s)
})

it('a container can be kept while the relay is stopped, and its run ends all the same', async () => {
  const run = await submitRun(relay.url, dataset, 15)
  await expect.poll(() => follow('exec', run).catch(() => ''), { timeout: 20_000 }).toContain('uid=10001')
  await relay.end('SIGTERM')
  expect(await follow('keep', run)).toBe('0\n')
  expect(JSON.parse(readFileSync(join(folder, 'kept', 'result.json'), 'utf8'))).toMatchObject({ run_id: run })
  expect(readFileSync(join(folder, 'kept.log'), 'utf8')).toContain('"type":"result"')
  relay = await start()
  await expect.poll(() => look(run), { timeout: 60_000 }).toMatchObject({ state: 'succeeded' })
})
