import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { fixtureRun } from '../support/run-fixture.ts'
import { startSecondEngine } from '../support/second-engine.ts'

beforeAll(() => ensureFixtureImage())

const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'
const slow = `cat >/dev/null; echo running; sleep 6; ${good}`
const timing = { ...fixtureRun('').options.timing, pollMs: 200, engineGraceMs: 20_000 }

/** A run on an engine of its own; resolves once the job says that it runs. */
const runOn = async (host: string, script: string, overrides: Parameters<typeof fixtureRun>[1] = {}) => {
  const engine = createEngine({ host })
  const started = Promise.withResolvers<void>()
  const { run, options, seen } = fixtureRun(script, {
    engine,
    timing,
    onLog: () => started.resolve(),
    ...overrides,
  })
  const outcome = run()
  outcome.catch(() => undefined)
  await started.promise
  return { engine, outcome, options, seen }
}

describe('with live-restore', () => {
  test('a job outlives an engine that is killed and comes back', async () => {
    await using second = await startSecondEngine({ liveRestore: true })
    const { engine, outcome, options, seen } = await runOn(second.host, slow)
    await second.kill()
    await sleep(1000)
    await second.start()
    expect(await outcome).toMatchObject({ state: 'succeeded', exitCode: 0 })
    expect(seen.files).toHaveLength(1)
    await expectNothingLeft(engine, options.key)
  })

  test('a job that ends while the engine is away is collected', async () => {
    await using second = await startSecondEngine({ liveRestore: true })
    const { engine, outcome, options, seen } = await runOn(second.host, slow)
    await second.kill()
    await sleep(7000)
    await second.start()
    const ended = await outcome
    // The engine may know the exit code, or only that the container is gone from its runtime.
    expect(['succeeded', 'failed']).toContain(ended.state)
    if (ended.state === 'failed') expect(['engine', 'lost']).toContain(ended.reason)
    else expect(seen.files).toHaveLength(1)
    await expectNothingLeft(engine, options.key)
  })

  test('an engine that stops in good order and comes back', async () => {
    await using second = await startSecondEngine({ liveRestore: true })
    const { outcome } = await runOn(second.host, slow)
    await second.terminate()
    await second.start()
    expect(await outcome).toMatchObject({ state: 'succeeded' })
  })
})

describe('without live-restore', () => {
  test('a job that an engine takes with it is the engine’s failure', async () => {
    await using second = await startSecondEngine({ liveRestore: false })
    const { engine, outcome, options } = await runOn(second.host, 'cat >/dev/null; echo running; sleep 60')
    await second.kill()
    await second.start()
    expect(await outcome).toMatchObject({ state: 'failed', reason: 'engine' })
    await expectNothingLeft(engine, options.key)
  })

  test('an engine that stops in good order ends its jobs', async () => {
    await using second = await startSecondEngine({ liveRestore: false })
    const { engine, outcome, options } = await runOn(second.host, 'cat >/dev/null; echo running; sleep 60')
    await second.terminate()
    await second.start()
    expect(await outcome).toMatchObject({ state: 'failed', reason: 'engine' })
    await expectNothingLeft(engine, options.key)
  })

  test('an engine that stays away is given up after the grace time', async () => {
    await using second = await startSecondEngine({ liveRestore: false })
    const { outcome } = await runOn(second.host, 'cat >/dev/null; echo running; sleep 60', {
      timing: { ...timing, engineGraceMs: 1500 },
    })
    await second.kill()
    const start = performance.now()
    expect(await outcome).toMatchObject({ state: 'failed', reason: 'engine', exitCode: null })
    expect(performance.now() - start).toBeLessThan(10_000)
    await second.start()
  })
})
