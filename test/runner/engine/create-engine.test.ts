import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { removeRun } from '../../../src/runner/lifecycle/finish-run.ts'
import { containerProfile } from '../../../src/runner/profile/container-profile.ts'
import { containerName } from '../../../src/runner/profile/job-names.ts'
import { gatherBytes } from '../support/chunks.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'

beforeAll(() => ensureFixtureImage())

const short = { ask: 500, create: 500, start: 500, kill: 500, remove: 500, diskUsage: 500, stream: 500 }
const faults: Fault[] = ['silent', 'hang-after-headers', 'reset-after-headers', 'reset']
/** The client does not notice when a connection breaks between headers and body: then the deadline does. */
const outage = { name: 'EngineError', code: expect.stringMatching(/^(unreachable|deadline)$/) }

describe.each(faults)('an engine that is %s', (fault) => {
  const { options } = fixtureRun('true')
  const name = containerName(options.key)
  const verbs: [string, (engine: ReturnType<typeof createEngine>) => Promise<unknown>][] = [
    ['info', (e) => e.info()],
    ['inspectImage', (e) => e.inspectImage('debian:bookworm-slim')],
    ['createContainer', (e) => e.createContainer(containerProfile(options.key, options.profile))],
    ['inspect', (e) => e.inspect(name)],
    ['listContainers', (e) => e.listContainers(['a=b'])],
    ['listVolumes', (e) => e.listVolumes(['a=b'])],
    ['volumeBytes', (e) => e.volumeBytes('a')],
    ['memoryBytes', (e) => e.memoryBytes(name)],
    ['exec', (e) => e.exec(name, ['true'])],
    ['exitCodeOf', (e) => e.exitCodeOf('a')],
    ['getArchive', async (e) => gatherBytes(await e.getArchive(name, '/usr'))],
  ]

  test.each(verbs)('fails %s within its deadline', async (_verb, call) => {
    await using proxy = await startFaultProxy()
    // The lost answer of a create must not be the end of the name: it may have happened.
    await engineOfTests.createContainer(containerProfile(options.key, options.profile)).catch(() => undefined)
    const engine = createEngine({ host: proxy.host, deadlines: short })
    proxy.inject(fault)
    const start = performance.now()
    await expect(call(engine)).rejects.toMatchObject(outage)
    expect(performance.now() - start).toBeLessThan(5000)
    await removeRun(engineOfTests, options.key)
  })
})

describe('an archive', () => {
  test.each<Fault>(['reset-after-some', 'hang-after-some'])('that meets %s fails', async (fault) => {
    await using proxy = await startFaultProxy()
    const { options } = fixtureRun('true')
    await engineOfTests.createContainer(containerProfile(options.key, options.profile))
    const engine = createEngine({ host: proxy.host, deadlines: short })
    proxy.inject(fault)
    const archive = await engine.getArchive(containerName(options.key), '/usr/bin')
    await expect(gatherBytes(archive)).rejects.toMatchObject(outage)
    await removeRun(engineOfTests, options.key)
  })
})

test('an aborted signal ends a call with its reason', async () => {
  await using proxy = await startFaultProxy()
  proxy.inject('silent')
  const engine = createEngine({ host: proxy.host })
  const reason = new Error('not wanted any more')
  const controller = new AbortController()
  const call = engine.info(controller.signal)
  controller.abort(reason)
  await expect(call).rejects.toBe(reason)
  await expect(engine.info(AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('no socket, and an address that makes no sense', async () => {
  await expect(createEngine({ host: '/no/such.sock' }).info()).rejects.toMatchObject({ code: 'unreachable' })
  expect(() => createEngine({ host: 'ssh://host' })).toThrow(/DOCKER_HOST must be/)
})

test('verbs whose aim is reached already are content', async () => {
  await engineOfTests.kill('no-such-container', 'SIGKILL')
  await engineOfTests.removeContainer('no-such-container')
  await engineOfTests.removeVolume('no-such-volume')
})

describe('a run meets an engine', () => {
  const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'
  const timing = { ...fixtureRun('').options.timing, pollMs: 200, engineGraceMs: 4000 }

  /** Injects a fault once the job runs, and takes it away after a while. */
  const faulty = async (fault: Fault, requests: RegExp, forMs: number) => {
    const proxy = await startFaultProxy()
    const engine = createEngine({ host: proxy.host, deadlines: short })
    const { run, options, seen } = fixtureRun(`cat >/dev/null; echo up; sleep 2; ${good}`, {
      engine,
      timing,
      onLog: () => {
        proxy.inject(fault, requests)
        setTimeout(() => proxy.inject('none'), forMs)
      },
    })
    const outcome = await run()
    await proxy[Symbol.asyncDispose]()
    return { outcome, options, seen }
  }

  test.each<[Fault, RegExp]>([
    ['hang-after-headers', /containers\/[^/]+\/json/],
    ['reset-after-headers', /./],
    ['reset', /./],
    ['reset-after-some', /archive/],
    ['reset-after-headers', /archive/],
  ])('that for a while meets %s at %s, and still succeeds', async (fault, requests) => {
    const { outcome, options, seen } = await faulty(fault, requests, 3500)
    expect(outcome).toMatchObject({ state: 'succeeded' })
    expect(seen.files).toHaveLength(1)
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('that stays silent, and gives up', async () => {
    const { outcome, options } = await faulty('silent', /./, 60_000)
    expect(outcome).toMatchObject({ state: 'failed', reason: 'engine' })
    await removeRun(engineOfTests, options.key)
  })

  test('that breaks the connection while inputs are sent', async () => {
    await using proxy = await startFaultProxy()
    const engine = createEngine({ host: proxy.host, deadlines: short })
    const body = async function* () {
      for (;;) {
        yield Buffer.alloc(65_536)
        await sleep(20)
      }
    }
    const reader = 'echo up; if ! tar -x -C /job; then fail broken-stream; exit 70; fi; sleep 60'
    const { run, options } = fixtureRun(reader, {
      engine,
      inputs: [{ name: 'picture', size: 2 ** 30, body: body() }],
      onLog: ({ text }) => {
        if (text === 'up') proxy.cut()
      },
    })
    expect(await run()).toMatchObject({ state: 'failed', reason: 'lost' })
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('that loses the answer to create, and the next attempt finds the container', async () => {
    await using proxy = await startFaultProxy()
    const engine = createEngine({ host: proxy.host, deadlines: short })
    const { run, options } = fixtureRun(good, { engine })
    proxy.inject('hang-after-headers', /containers\/create/)
    expect(await run()).toMatchObject({ reason: 'engine' })
    await expectNothingLeft(engineOfTests, options.key)
    proxy.inject('none')
    expect(await run()).toMatchObject({ state: 'succeeded' })
  })
})
