import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { beforeAll, expect, test } from 'vitest'
import { adoptContainer } from '../../../src/runner/lifecycle/adopt-container.ts'
import { removeRun } from '../../../src/runner/lifecycle/finish-run.ts'
import { runContainer } from '../../../src/runner/lifecycle/run-container.ts'
import { containerProfile } from '../../../src/runner/profile/container-profile.ts'
import { containerName, fedMarkerName } from '../../../src/runner/profile/job-names.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'

beforeAll(() => ensureFixtureImage())

// It takes its inputs: what ends without them cannot be told from what never had them.
const good = 'cat >/dev/null; echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'
const slow = `cat >/dev/null; echo running; sleep 2; echo '{"type":"phase","name":"late"}'; ${good}`
const artifact = expect.objectContaining({ name: 'model.keras', bytes: 8 })

/** Starts a run in a process of its own and kills that once the job has said something. */
const crashRelay = async (script: string, stall = '') => {
  const runId = randomUUID()
  const program = new URL('../support/relay-process.ts', import.meta.url).pathname
  const relay = spawn(process.execPath, [program, script, runId, stall], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(relay.stdout, 'data')
  // Time to write down that the job has its inputs.
  await sleep(500)
  relay.kill('SIGKILL')
  await once(relay, 'exit')
  return fixtureRun(script, {}, 'runc', runId)
}

test('a relay that was killed leaves a job that another one adopts while it runs', async () => {
  const { options, seen } = await crashRelay(slow)
  expect(await adoptContainer(options)).toMatchObject({ state: 'succeeded', exitCode: 0 })
  expect(seen.files).toEqual([artifact])
  expect(seen.events).toEqual([{ type: 'phase', name: 'late' }])
  await expectNothingLeft(engineOfTests, options.key)
})

test('a job that ended while no relay watched is collected', async () => {
  const { options, seen } = await crashRelay(slow)
  await sleep(3000)
  expect(await adoptContainer(options)).toMatchObject({ state: 'succeeded' })
  expect(seen.files).toEqual([artifact])
  await expectNothingLeft(engineOfTests, options.key)
})

test('a job whose relay was killed before it had its inputs is lost, not at fault', async () => {
  // It waits for what never comes: the engine does not always close its stdin.
  const { options } = await crashRelay('echo reading; sleep 60', 'stall')
  const start = performance.now()
  expect(await adoptContainer(options)).toMatchObject({ state: 'failed', reason: 'lost' })
  expect(performance.now() - start).toBeLessThan(10_000)
  await expectNothingLeft(engineOfTests, options.key)
})

test('what a job made of half of its inputs is not believed, however it ended', async () => {
  for (const script of [`cat >/dev/null; ${good}`, 'cat >/dev/null; exit 65']) {
    const { options, seen } = await crashRelay(`echo reading; ${script}`, 'stall')
    const container = new Docker().getContainer(containerName(options.key))
    // The engine may leave its stdin open.
    await Promise.race([container.wait(), sleep(2000)])
    await container.kill().catch(() => undefined)
    expect(await adoptContainer(options)).toMatchObject({ state: 'failed', reason: 'lost' })
    expect(seen.files).toEqual([])
    await expectNothingLeft(engineOfTests, options.key)
  }
})

test('running the same attempt again adopts its container', async () => {
  const { run, options, seen } = await crashRelay(slow)
  expect(await run()).toMatchObject({ state: 'succeeded' })
  expect(seen.files).toEqual([artifact])
  await expectNothingLeft(engineOfTests, options.key)
})

test('a container that was created but never started does not stand in the way', async () => {
  const { run, options } = fixtureRun(good)
  await engineOfTests.createContainer(containerProfile(options.key, options.profile))
  expect(await run()).toMatchObject({ state: 'succeeded' })
  await expectNothingLeft(engineOfTests, options.key)
})

test('a container that is not there is lost', async () => {
  const { options } = fixtureRun(good)
  expect(await adoptContainer(options)).toMatchObject({ state: 'failed', reason: 'lost' })
})

test('output from before is repeated as far as it was not seen', async () => {
  const first = `cat >/dev/null; echo running; echo '{"type":"phase","name":"early"}'; echo aside >&2; sleep 2`
  const { options, seen } = await crashRelay(`${first}; echo '{"type":"phase","name":"late"}'; ${good}`)
  await sleep(500)
  expect(await adoptContainer({ ...options, seen: { stdout: 1, stderr: 0 } })).toMatchObject({
    state: 'succeeded',
  })
  expect(seen.events).toEqual([
    { type: 'phase', name: 'early' },
    { type: 'phase', name: 'late' },
  ])
  expect(seen.logs).toEqual([{ stream: 'stderr', text: 'aside', cut: false }])
})

test('output of a job that has ended is there as well', async () => {
  const { options, seen } = await crashRelay(`cat >/dev/null; echo running; sleep 1; ${good}`)
  await sleep(1500)
  const timing = { ...options.timing, deadlineMs: 500 }
  const outcome = await adoptContainer({ ...options, timing, seen: { stdout: 0, stderr: 0 } })
  // In time, although it is found after its deadline.
  expect(outcome).toMatchObject({ state: 'succeeded' })
  expect(seen.logs.map(({ text }) => text)).toEqual(['running'])
})

test('the deadline counts from the start of the container', async () => {
  const { options } = await crashRelay('cat >/dev/null; echo running; sleep 60')
  await sleep(1000)
  const start = performance.now()
  const outcome = await adoptContainer({ ...options, timing: { ...options.timing, deadlineMs: 2000 } })
  expect(outcome).toMatchObject({ reason: 'timeout' })
  expect(performance.now() - start).toBeLessThan(10_000)
})

test('what could not be stored is kept until it can', async () => {
  const failure = new Error('database gone')
  const { run, options, seen } = fixtureRun(good, { collect: () => Promise.reject(failure) })
  await expect(run()).rejects.toBe(failure)
  expect(await engineOfTests.inspect(containerName(options.key))).toMatchObject({ status: 'exited' })
  const { collect } = fixtureRun(good).options
  expect(await adoptContainer({ ...options, collect })).toMatchObject({ state: 'succeeded' })
  expect(seen.files).toEqual([])
  await expectNothingLeft(engineOfTests, options.key)
})

test('what could not be stored is kept, however late it is noted that the job had its inputs', async () => {
  const failure = new Error('database gone')
  const { options } = fixtureRun(good, { collect: () => Promise.reject(failure) })
  const { key } = options
  const engine = {
    ...engineOfTests,
    createVolume: async (...volume: Parameters<typeof engineOfTests.createVolume>) => {
      if (volume[0] === fedMarkerName(key)) await sleep(300)
      return engineOfTests.createVolume(...volume)
    },
  }
  await expect(runContainer({ ...options, engine })).rejects.toBe(failure)
  const { collect } = fixtureRun(good).options
  expect(await adoptContainer({ ...options, collect })).toMatchObject({ state: 'succeeded' })
  await expectNothingLeft(engineOfTests, key)
})

test('an outcome that could not be settled keeps the container', async () => {
  const failure = new Error('database gone')
  const { run, options, seen } = fixtureRun(good, { settle: () => Promise.reject(failure) })
  await expect(run()).rejects.toBe(failure)
  const { settle: _, ...rest } = options
  expect(await adoptContainer(rest)).toMatchObject({ state: 'succeeded' })
  expect(seen.files).toEqual([artifact, artifact])
  await expectNothingLeft(engineOfTests, options.key)
})

test('a relay that stops lets go of a job that has its inputs', async () => {
  const release = new AbortController()
  const { run, options } = fixtureRun(slow, { release: release.signal, onLog: () => release.abort() })
  await expect(run()).rejects.toMatchObject({ name: 'ReleasedError', adoptable: true })
  expect(await engineOfTests.inspect(containerName(options.key))).toMatchObject({ running: true })
  const { release: _, ...rest } = options
  expect(await adoptContainer(rest)).toMatchObject({ state: 'succeeded' })
  await expectNothingLeft(engineOfTests, options.key)
})

test('a relay that stops ends a job that has not got its inputs', async () => {
  const release = new AbortController()
  const body = async function* () {
    yield Buffer.from('x')
    await sleep(60_000, undefined, { ref: false })
  }
  const { run, options } = fixtureRun('echo up; cat >/dev/null', {
    release: release.signal,
    inputs: [{ name: 'picture', size: 9, body: body() }],
    onLog: () => release.abort(),
  })
  await expect(run()).rejects.toMatchObject({ name: 'ReleasedError', adoptable: false })
  await expectNothingLeft(engineOfTests, options.key)
})

test('what is removed twice at once is gone, without an error', async () => {
  const { options } = await crashRelay(slow)
  await Promise.all([1, 2, 3].map(() => removeRun(engineOfTests, options.key)))
  await expectNothingLeft(engineOfTests, options.key)
})
