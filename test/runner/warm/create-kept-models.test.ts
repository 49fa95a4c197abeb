import { randomUUID } from 'node:crypto'
import Docker from 'dockerode'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { JobInput } from '../../../src/runner/types.ts'
import { createKeptModels } from '../../../src/runner/warm/create-kept-models.ts'
import { createWarmPool } from '../../../src/runner/warm/create-warm-pool.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'
import { keptCommand } from './kept-program.ts'

beforeAll(() => ensureFixtureImage())

const docker = new Docker()
const patience = { timeout: 30_000, interval: 50 }
const textOf = (name: string, text: string): JobInput => ({
  name,
  size: Buffer.byteLength(text),
  body: (async function* () {
    yield Buffer.from(text)
  })(),
})

const useKeptModels = async ({ size = 1, idleMs = 60_000 } = {}) => {
  const instance = `kept-tests-${randomUUID().slice(0, 8)}`
  const { profile } = fixtureRun('').options
  const pool = createWarmPool({
    engine: engineOfTests,
    logger: silentLogger,
    instance,
    size: 1,
    command: keptCommand,
    describe: async () => profile,
  })
  const kept = createKeptModels({
    engine: engineOfTests,
    logger: silentLogger,
    pool,
    size: () => size,
    idleMs,
  })
  onTestFinished(async () => {
    await pool.stop()
    await kept.stop()
    expect(await engineOfTests.listContainers([`tinymlaas.instance=${instance}`])).toEqual([])
    expect(await engineOfTests.listVolumes([`tinymlaas.instance=${instance}`])).toEqual([])
  })
  pool.start()
  const isWarm = () => vi.waitFor(() => expect(pool.counts()).toMatchObject({ waiting: 1 }), patience)
  await isWarm()
  const ask = async (model: string, picture: string, cancel?: AbortSignal) => {
    const { options, seen } = fixtureRun('', cancel ? { cancel } : {})
    const outcome = await kept.answer({
      ...options,
      job: { ...options.job, kind: 'predict' },
      profile,
      model,
      inputs: async function* (isLoaded) {
        if (!isLoaded) yield textOf('model.keras', `the weights of ${model}`)
        yield textOf('picture', picture)
      },
    })
    return { outcome, seen, report: outcome?.result?.report }
  }
  const count = async () => (await engineOfTests.listContainers([`tinymlaas.instance=${instance}`])).length
  return { kept, ask, isWarm, count }
}

test('a second picture finds its model loaded, and what is said is told of its own run', async () => {
  const { ask, kept } = await useKeptModels()
  const first = await ask('a', 'cat')
  expect(first.outcome).toMatchObject({ state: 'succeeded', reason: null, runtime: 'runc' })
  expect(first.report).toEqual({ models: ['a'], members: ['model.keras', 'picture'], picture: 'cat' })
  const second = await ask('a', 'dog')
  expect(second.outcome?.containerId).toBe(first.outcome?.containerId)
  expect(second.report).toEqual({
    models: ['a', 'a'],
    members: ['model.keras', 'picture', 'picture'],
    picture: 'dog',
  })
  expect(second.seen.events).toEqual([{ type: 'result', outcome: 'succeeded' }])
  expect(second.seen.logs.map(({ text }) => text)).toEqual(['looked at dog'])
  expect(kept.counts()).toEqual({ waiting: 1, answered: 1, again: 1, failed: 0 })
})

test('a manifest that is told need not be fetched, and is no part of the event', async () => {
  const { ask } = await useKeptModels()
  const { outcome, report, seen } = await ask('a', 'tell')
  expect(outcome).toMatchObject({ state: 'succeeded', result: { kind: 'predict', artifacts: [] } })
  expect(report).toMatchObject({ models: ['a'], picture: 'tell' })
  expect(seen.events).toEqual([{ type: 'result', outcome: 'succeeded' }])
})

test('no container ever sees two models, and the one that waits longest makes room', async () => {
  const { ask, isWarm, kept, count } = await useKeptModels()
  await ask('a', 'cat')
  await isWarm()
  const other = await ask('b', 'dog')
  expect(other.report).toEqual({ models: ['b'], members: ['model.keras', 'picture'], picture: 'dog' })
  expect(kept.counts()).toMatchObject({ waiting: 1 })
  await isWarm()
  // One that waits for anything, one that keeps b.
  await vi.waitFor(async () => expect(await count()).toBe(2), patience)
  expect((await ask('a', 'cow')).report).toMatchObject({ models: ['a'] })
})

test('a container is removed some time after its last answer', async () => {
  const { ask, isWarm, kept, count } = await useKeptModels({ idleMs: 300 })
  await ask('a', 'cat')
  await isWarm()
  await vi.waitFor(async () => expect(await count()).toBe(1), patience)
  expect(kept.counts()).toMatchObject({ waiting: 0 })
})

test.each([
  ['ends the program', 'die'],
  ['has it claim what it did not write', 'lie'],
  ['has it tell what is of another run', 'tell another'],
])('a picture that %s gets no answer here, and takes no other container with it', async (_, picture) => {
  const { ask, isWarm, kept } = await useKeptModels({ size: 2 })
  const good = await ask('b', 'dog')
  await isWarm()
  await ask('a', 'cat')
  expect(await ask('a', picture)).toMatchObject({ outcome: null, seen: { events: [], logs: [], files: [] } })
  expect(kept.counts()).toMatchObject({ waiting: 1, failed: 1 })
  expect((await ask('b', 'cow')).outcome?.containerId).toBe(good.outcome?.containerId)
})

test('a cancelled prediction removes the container that hangs over it', async () => {
  const { ask, isWarm, kept, count } = await useKeptModels()
  await ask('a', 'cat')
  const cancel = new AbortController()
  const asked = ask('a', 'hang', cancel.signal)
  setTimeout(() => cancel.abort(), 300)
  expect(await asked).toMatchObject({ outcome: null })
  expect(kept.counts()).toMatchObject({ waiting: 0, failed: 1 })
  await isWarm()
  await vi.waitFor(async () => expect(await count()).toBe(1), patience)
})

test('a container that was killed while it waited is not asked', async () => {
  const { ask, isWarm, kept } = await useKeptModels()
  const { outcome } = await ask('a', 'cat')
  await isWarm()
  await docker.getContainer(outcome?.containerId ?? '').kill()
  await vi.waitFor(() => expect(kept.counts()).toMatchObject({ waiting: 0 }), patience)
  expect((await ask('a', 'dog')).report).toMatchObject({ models: ['a'], picture: 'dog' })
})

test('nothing is kept where nothing may be', async () => {
  const { ask, kept } = await useKeptModels({ size: 0 })
  expect(await ask('a', 'cat')).toMatchObject({ outcome: null })
  expect(kept.counts()).toEqual({ waiting: 0, answered: 0, again: 0, failed: 0 })
})
