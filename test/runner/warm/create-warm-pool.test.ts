import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { beforeAll, expect, test, vi } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { adoptContainer } from '../../../src/runner/lifecycle/adopt-container.ts'
import { reap } from '../../../src/runner/lifecycle/reap.ts'
import { runContainer } from '../../../src/runner/lifecycle/run-container.ts'
import { judgeProbe } from '../../../src/runner/probe/judge-probe.ts'
import { probeScript } from '../../../src/runner/probe/probe-script.ts'
import { containerProfile } from '../../../src/runner/profile/container-profile.ts'
import { containerName } from '../../../src/runner/profile/job-names.ts'
import { findEarlierAttempt } from '../../../src/tasks/find-earlier-attempt.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests } from '../support/run-fixture.ts'
import { startSecondEngine } from '../support/second-engine.ts'
import { jobSpecOf } from '../support/shell-job.ts'
import { useWarmPool } from './use-warm-pool.ts'

beforeAll(() => ensureFixtureImage())

const docker = new Docker()
const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'
const patience = { timeout: 30_000, interval: 50 }
type World = ReturnType<typeof useWarmPool>

const isWarm = ({ pool }: World) =>
  vi.waitFor(() => expect(pool.counts()).toMatchObject({ waiting: 1 }), patience)
const reapOf = ({ instance }: World, keep = false) =>
  reap(engineOfTests, { instance, logger: silentLogger, keep: () => keep, minAgeMs: 0 })
const isLeftEmpty = async (world: World) => {
  await world.pool.stop()
  expect(await world.listContainers()).toEqual([])
  expect(await world.listVolumes()).toEqual([])
}

test('a run gets the container that waits, which is used once, and another one waits then', async () => {
  const world = useWarmPool(`echo said; echo '{"type":"phase","name":"train"}'; ${good}`)
  await isWarm(world)
  const [waiting] = await world.listContainers()
  const outcome = await runContainer(world.options)
  expect(outcome).toMatchObject({ state: 'succeeded', containerId: waiting?.id })
  expect(world.seen).toMatchObject({
    events: [{ type: 'phase', name: 'train' }],
    logs: [{ text: 'said' }],
    files: [{ name: 'model.keras', bytes: 8 }],
  })
  await isWarm(world)
  const [next, ...more] = await world.listContainers()
  expect(next?.id).not.toBe(waiting?.id)
  expect(more).toEqual([])
  expect(world.pool.counts()).toEqual({ waiting: 1, taken: 1, missed: 0, failed: 0 })
  await isLeftEmpty(world)
})

test('its prison is that of every job', async () => {
  const world = useWarmPool(probeScript(jobSpecOf()).split('mkdir -p /job/out')[0] ?? '')
  await isWarm(world)
  const [waiting] = await world.listContainers()
  const warm = await docker.getContainer(waiting?.id ?? '').inspect()
  await runContainer(world.options)
  const seen = new Map(world.seen.logs.map(({ text }) => text.split(/=(.*)/s) as [string, string]))
  expect(seen.size).toBeGreaterThan(8)
  expect(judgeProbe(seen, world.options.profile).filter(({ ok }) => !ok)).toEqual([])

  const { key, profile } = world.options
  const cold = await engineOfTests.createContainer(containerProfile(key, profile))
  const { HostConfig, Config } = await docker.getContainer(cold).inspect()
  await engineOfTests.removeContainer(cold)
  const own = ({ Mounts: _, CpuShares: __, ...rest }: typeof HostConfig) => rest
  expect(own(warm.HostConfig)).toEqual(own(HostConfig))
  expect({ ...warm.Config, Cmd: [], Labels: {} }).toEqual({ ...Config, Cmd: [], Labels: {} })
  await world.pool.stop()
  await engineOfTests.removeVolume(`${containerName(world.options.key)}-job`)
})

test.each([
  ['was killed', (id: string) => docker.getContainer(id).kill()],
  ['was removed', (id: string) => docker.getContainer(id).remove({ force: true })],
])('a run starts cold when what waited %s', async (_, harm) => {
  const world = useWarmPool('exit 8', `cat >/dev/null; ${good}`)
  await isWarm(world)
  const [waiting] = await world.listContainers()
  await harm(waiting?.id ?? '')
  expect(await runContainer(world.options)).toMatchObject({ state: 'succeeded' })
  expect(world.pool.counts()).toMatchObject({ taken: 0, missed: 1 })
  await isLeftEmpty(world)
  expect(await engineOfTests.listContainers([`tinymlaas.run=${world.options.key.runId}`])).toEqual([])
})

test('a run starts cold when what waited hangs', async () => {
  const world = useWarmPool('exit 8', `cat >/dev/null; ${good}`, {
    prepare: `echo '{"type": "ready"}'; sleep 600`,
  })
  await isWarm(world)
  expect(await runContainer(world.options)).toMatchObject({ state: 'succeeded' })
  expect(world.pool.counts()).toMatchObject({ taken: 0, missed: 1 })
  await isLeftEmpty(world)
})

test('an image whose program does not become ready costs no run', async () => {
  const world = useWarmPool('exit 8', `cat >/dev/null; ${good}`, { prepare: 'exit 1' })
  await vi.waitFor(() => expect(world.pool.counts()).toMatchObject({ failed: 1, waiting: 0 }), patience)
  expect(await runContainer(world.options)).toMatchObject({ state: 'succeeded' })
  await isLeftEmpty(world)
})

test('a run of another profile gets none', async () => {
  const world = useWarmPool('exit 8', `cat >/dev/null; ${good}`)
  await isWarm(world)
  const profile = { ...world.options.profile, limits: { ...world.options.profile.limits, cpus: 0.5 } }
  expect(await runContainer({ ...world.options, profile })).toMatchObject({ state: 'succeeded' })
  expect(world.pool.counts()).toMatchObject({ waiting: 1, missed: 1 })
})

test('a job from the pool that a relay let go of is found by its run, kept, adopted and timed from its inputs on', async () => {
  const world = useWarmPool(`echo running; sleep 4; ${good}`)
  await isWarm(world)
  await sleep(3000)
  const release = new AbortController()
  const onLog = () => release.abort()
  await expect(runContainer({ ...world.options, release: release.signal, onLog })).rejects.toMatchObject({
    adoptable: true,
  })
  await world.pool.stop()
  const { warm: _, ...options } = world.options
  expect(await findEarlierAttempt(engineOfTests, options.key.runId)).toEqual({
    attempt: 1,
    isAdoptable: true,
  })
  expect(await reapOf(world, true)).toBe(0)
  expect(await world.listVolumes()).toHaveLength(2)
  // Of which the container had used up three before it had its job.
  const timing = { ...options.timing, deadlineMs: 6500 }
  const adopted = await adoptContainer({ ...options, timing, seen: { stdout: 1, stderr: 0 } })
  expect(adopted).toMatchObject({ state: 'succeeded' })
  expect(world.seen.logs).toEqual([])
  await isLeftEmpty(world)
})

test('a container that is killed with its job is the engine’s fault, not the user’s, so that the run goes on', async () => {
  const world = useWarmPool('echo running; sleep 60')
  await isWarm(world)
  const [waiting] = await world.listContainers()
  const onLog = () => docker.getContainer(waiting?.id ?? '').kill()
  const outcome = await runContainer({ ...world.options, onLog })
  expect(outcome).toMatchObject({ state: 'failed', reason: 'engine', containerId: waiting?.id })
  await isLeftEmpty(world)
})

test('containers of an image that is not the one any more make room for others', async () => {
  const world = useWarmPool('exit 8', `cat >/dev/null; ${good}`)
  await isWarm(world)
  const [old] = await world.listContainers()
  world.wanted.profile = { ...world.wanted.profile, env: { TZ: 'UTC' } }
  // Whoever asks has the pool look.
  expect(await world.pool.take(world.options.key, world.wanted.profile)).toBe(null)
  await vi.waitFor(async () => {
    const ids = (await world.listContainers()).map(({ id }) => id)
    expect(ids).toHaveLength(1)
    expect(ids).not.toContain(old?.id)
  }, patience)
  await isWarm(world)
  await isLeftEmpty(world)
})

test('an engine that was killed and came back has containers that wait again, and nothing of before', async () => {
  await using second = await startSecondEngine({})
  const engine = createEngine({ host: second.host })
  const world = useWarmPool('exit 8', `cat >/dev/null; ${good}`, { engine })
  await isWarm(world)
  await second.kill()
  await second.start()
  // Whoever asks finds that none is fit, and has the pool look.
  expect(await runContainer(world.options)).toMatchObject({ state: 'succeeded' })
  await isWarm(world)
  await vi.waitFor(async () => {
    await reap(engine, { instance: world.instance, logger: silentLogger, keep: () => false, minAgeMs: 0 })
    expect(await world.listContainers()).toMatchObject([{ status: 'running' }])
  }, patience)
  expect(await world.listVolumes()).toHaveLength(1)
  await isLeftEmpty(world)
})

test('one whose relay is gone ends, and the first sweep removes it', async () => {
  const world = useWarmPool('exit 8')
  await isWarm(world)
  const [waiting] = await world.listContainers()
  // As when its connection breaks: the engine closes its stdin.
  const given = world.pool.lend(world.options.profile)
  given?.close()
  await vi.waitFor(async () => {
    const state = await docker.getContainer(waiting?.id ?? '').inspect()
    expect(state.State.Status).toBe('exited')
  }, patience)
  const atOnce = { instance: world.instance, logger: silentLogger, keep: () => false }
  expect(await reap(engineOfTests, atOnce)).toBe(1)
})

test('a sweep leaves those that wait to their relay, and removes those that have ended', async () => {
  const world = useWarmPool('exit 8')
  await isWarm(world)
  await sleep(1100)
  expect(await reapOf(world)).toBe(0)
  expect(await world.listVolumes()).toHaveLength(1)
  const [waiting] = await world.listContainers()
  await docker.getContainer(waiting?.id ?? '').kill()
  await vi.waitFor(async () => expect(await reapOf(world)).toBe(1), patience)
  expect(await world.listVolumes()).toEqual([])
})
