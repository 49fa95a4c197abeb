import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { digest, engineOfTests, fixtureRun, sha256 } from '../support/run-fixture.ts'
import { describeUnderRuntimes } from '../support/runtimes.ts'

beforeAll(() => ensureFixtureImage())

const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'

describeUnderRuntimes('under %s', (runtime) => {
  const runOf = async (script: string, overrides: Parameters<typeof fixtureRun>[1] = {}) => {
    const { run, options, seen } = fixtureRun(script, overrides, runtime)
    const start = performance.now()
    const outcome = await run()
    await expectNothingLeft(engineOfTests, options.key)
    return { outcome, seen, ms: performance.now() - start }
  }

  test('a job gets its inputs, tells its events and leaves its artifacts', async () => {
    const picture = Buffer.alloc(3_000_000, 'picture')
    const body = async function* () {
      yield picture
    }
    const { outcome, seen } = await runOf(
      `tar -x -C /job
       echo '{"type":"phase","name":"train"}'
       echo words; echo error >&2
       cp /job/data/0/7 /job/out/model.keras
       finish "$(artifact model.keras)"`,
      { inputs: [{ name: 'data/0/7', size: picture.length, body: body() }] },
    )
    expect(outcome).toMatchObject({ state: 'succeeded', reason: null, hint: '', exitCode: 0, runtime })
    expect(outcome.result?.artifacts).toHaveLength(1)
    expect(outcome.imageId).toMatch(/^sha256:/)
    expect(outcome.startedAt?.getTime()).toBeLessThan(outcome.finishedAt?.getTime() ?? 0)
    const expected = { name: 'model.keras', bytes: picture.length, sha256: sha256(picture) }
    expect(seen.files).toEqual([expect.objectContaining(expected)])
    expect(seen.events).toEqual([{ type: 'phase', name: 'train' }])
    expect(seen.logs.map(({ stream, text }) => `${stream} ${text}`).toSorted()).toEqual([
      'stderr error',
      'stdout words',
    ])
  })

  test('a job that fails says why', async () => {
    const { outcome } = await runOf('fail internal; exit 70')
    expect(outcome).toMatchObject({ state: 'failed', reason: 'exit', exitCode: 70, hint: 'mend it' })
    expect(outcome.detail).toContain('it is broken')
    expect(outcome.result?.outcome).toBe('failed')
  })

  test('a job that crashes leaves its last words', async () => {
    const { outcome } = await runOf('echo segmentation fault >&2; exit 3')
    expect(outcome).toMatchObject({ reason: 'exit', exitCode: 3, result: null })
    expect(outcome.detail).toContain('segmentation fault')
  })

  test('a job that finds its input at fault', async () => {
    const { outcome } = await runOf('fail too-few-pictures; exit 65')
    expect(outcome).toMatchObject({ reason: 'bad-input', detail: 'it is broken', hint: 'mend it' })
  })

  test('a job that ends itself at its deadline', async () => {
    const { outcome } = await runOf('kill -ALRM $$; sleep 5')
    expect(outcome).toMatchObject({ reason: 'timeout', exitCode: 142 })
  })

  test('a job that outlives its deadline is asked to stop', async () => {
    const { outcome, ms } = await runOf('sleep 60', {
      timing: { ...fixtureRun('').options.timing, deadlineMs: 1000, graceMs: 20_000 },
    })
    expect(outcome).toMatchObject({ state: 'failed', reason: 'timeout', exitCode: 143 })
    expect(ms).toBeLessThan(8000)
  })

  test('a job killed from outside is the engine’s failure', async () => {
    const { run, options } = fixtureRun('echo up; sleep 60', {}, runtime)
    const running = run()
    await sleep(2000)
    await engineOfTests.kill(`tinymlaas-${options.key.runId}-1`, 'SIGKILL')
    expect(await running).toMatchObject({ reason: 'engine', exitCode: 137, oomKilled: false })
  })

  test('a job whose container is removed is run again', async () => {
    const { run, options } = fixtureRun('echo up; sleep 60', {}, runtime)
    const running = run()
    await sleep(2000)
    await engineOfTests.removeContainer(`tinymlaas-${options.key.runId}-1`)
    const start = performance.now()
    // Whether its end is still seen is a matter of milliseconds.
    expect(['lost', 'engine']).toContain((await running).reason)
    expect(performance.now() - start).toBeLessThan(5000)
    await expectNothingLeft(engineOfTests, options.key)
  })
})

const refusal = async (overrides: Partial<ReturnType<typeof fixtureRun>['options']['profile']>) => {
  const { options } = fixtureRun(good)
  const { run } = fixtureRun(good, { key: options.key, profile: { ...options.profile, ...overrides } })
  const outcome = await run()
  await expectNothingLeft(engineOfTests, options.key)
  return outcome
}

test('a missing image', async () => {
  const outcome = await refusal({ image: 'tinymlaas/nowhere:none' })
  expect(outcome).toMatchObject({ state: 'failed', reason: 'image' })
  expect(outcome.detail).toContain('tinymlaas/nowhere:none')
})

test('an image without its program', async () => {
  expect(await refusal({ command: ['/no/such/program'] })).toMatchObject({ reason: 'image' })
})

test('a runtime that the engine does not know', async () => {
  const outcome = await refusal({ runtime: 'nowhere' })
  expect(outcome).toMatchObject({ reason: 'engine' })
  expect(outcome.detail).toContain('the runtime nowhere')
})

describe('cancelling', () => {
  test('before the start starts nothing', async () => {
    const { run, options } = fixtureRun(good, { cancel: AbortSignal.abort() })
    expect(await run()).toMatchObject({ state: 'cancelled', reason: 'cancelled', containerId: '' })
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('while inputs are sent', async () => {
    const cancel = new AbortController()
    const body = async function* () {
      for (;;) yield Buffer.alloc(65536)
    }
    const { run, options } = fixtureRun('echo up; sleep 60', {
      cancel: cancel.signal,
      inputs: [{ name: 'picture', size: 2 ** 30, body: body() }],
      onLog: () => cancel.abort(),
    })
    expect(await run()).toMatchObject({ state: 'cancelled', exitCode: 143 })
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('while it trains, within a moment', async () => {
    const cancel = new AbortController()
    const { run, options } = fixtureRun('echo up; sleep 60', {
      cancel: cancel.signal,
      onLog: () => cancel.abort(),
    })
    const start = performance.now()
    expect(await run()).toMatchObject({ state: 'cancelled' })
    expect(performance.now() - start).toBeLessThan(5000)
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('after the end comes too late', async () => {
    const cancel = new AbortController()
    const { run, options } = fixtureRun(good, {
      cancel: cancel.signal,
      collect: async (file) => {
        cancel.abort()
        return (await digest(file)).sha256
      },
    })
    expect(await run()).toMatchObject({ state: 'succeeded' })
    await expectNothingLeft(engineOfTests, options.key)
  })
})

describe('inputs', () => {
  const failing = async (size: number, body: () => AsyncGenerator<Uint8Array>) => {
    const { run, options } = fixtureRun('cat >/dev/null; sleep 60', {
      inputs: [{ name: 'picture', size, body: body() }],
    })
    await expect(run()).rejects.toMatchObject({ name: 'InputError' })
    await expectNothingLeft(engineOfTests, options.key)
  }

  test('that cannot be read end the container and reject', () =>
    failing(5, async function* () {
      yield Buffer.from('a')
      throw new Error('connection lost')
    }))

  test('of the wrong size end the container and reject', () =>
    failing(5, async function* () {
      yield Buffer.from('a')
    }))
})

test('a consumer of events that fails does not end the job', async () => {
  const fail = () => Promise.reject(new Error('database gone'))
  const { run } = fixtureRun(`echo '{"type":"phase","name":"train"}'; echo words; ${good}`, {
    onEvent: fail,
    onLog: fail,
  })
  expect(await run()).toMatchObject({ state: 'succeeded' })
})
