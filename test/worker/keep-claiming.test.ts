import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { runView } from '../../src/contract/run.ts'
import { copyImage, ensureFaultImage } from '../faults/support/fault-image.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { startSecondEngine } from '../runner/support/second-engine.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'

let db: TestDatabase
let image: string
beforeAll(async () => {
  db = await createTestDatabase()
  image = await ensureFaultImage()
})
afterAll(() => db.drop())

const start = async (name: string, env: Record<string, string>) => {
  const relay = await spawnRelay({
    DATABASE_URL: db.url,
    INSTANCE: `claiming-${process.pid}-${name}`,
    WORKER_NAME: `claiming-${process.pid}-${name}`,
    DOCKER_RUNTIME: 'runc',
    RUN_MEMORY_MIB: '256',
    RUN_CPUS: '1',
    ...env,
  })
  onTestFinished(async () => void (await relay.end('SIGTERM')))
  return relay
}
const look = async ({ url }: SpawnedRelay, id: string) =>
  runView.parse(await (await fetch(`${url}/runs/${id}`)).json())
const readiness = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.string().nullable()),
  warnings: z.array(z.string()),
})
const readyz = async ({ url }: SpawnedRelay) => readiness.parse(await (await fetch(`${url}/readyz`)).json())
const until = (condition: () => Promise<unknown>) => expect.poll(condition, { timeout: 30_000 }).toBe(true)

it('leaves runs to others without its image, says so, and claims them once the image is there', async () => {
  const docker = new Docker()
  const tag = `late-${process.pid}`
  const relay = await start('late', { TENSORFLOW_IMAGE: `tinymlaas/fixture:${tag}` })
  const id = await submitRun(relay.url, await uploadNoise(relay.url), 1)
  await sleep(3500)
  expect(await look(relay, id)).toMatchObject({ state: 'queued', attempts: 0 })
  expect((await readyz(relay)).checks['image']).toContain(`does not have the image tinymlaas/fixture:${tag}`)
  expect(relay.log()).toMatch(/no run is claimed here until that is mended/)

  onTestFinished(async () => void (await docker.getImage(`tinymlaas/fixture:${tag}`).remove()))
  await docker.getImage(image).tag({ repo: 'tinymlaas/fixture', tag })
  await until(async () => (await look(relay, id)).state === 'succeeded')
  expect(await look(relay, id)).toMatchObject({ attempts: 1 })
  expect(relay.log()).toMatch(/runs are claimed here again/)
}, 90_000)

it('drains nothing beside a worker that can', async () => {
  const bad = await start('bad', { TENSORFLOW_IMAGE: 'tinymlaas/no-such-image:none' })
  await start('good', { TENSORFLOW_IMAGE: image })
  const dataset = await uploadNoise(bad.url)
  const ids = [await submitRun(bad.url, dataset, 1), await submitRun(bad.url, dataset, 1)]
  for (const id of ids) await until(async () => (await look(bad, id)).finished_at !== null)
  for (const id of ids) {
    expect(await look(bad, id)).toMatchObject({
      state: 'succeeded',
      attempts: 1,
      worker: `claiming-${process.pid}-good`,
    })
  }
}, 90_000)

// runc under the name of sysbox gives no user namespace: the probe finds that out.
it.each(['require', 'prefer'])(
  'on an engine whose isolation is not what it says, the policy %s decides',
  async (policy) => {
    await using second = await startSecondEngine({ args: ['--add-runtime', 'sysbox-runc=/usr/sbin/runc'] })
    await copyImage(image, new Docker({ socketPath: second.host.slice('unix://'.length) }))
    const relay = await start(policy, {
      DOCKER_HOST: second.host,
      TENSORFLOW_IMAGE: image,
      DOCKER_RUNTIME: 'sysbox-runc',
      DOCKER_RUNTIME_POLICY: policy,
    })
    const id = await submitRun(relay.url, await uploadNoise(relay.url), 1)
    await until(async () => /could not be proven/.test(relay.log()))
    expect((await readyz(relay)).checks['isolation']).toContain('user namespace')
    if (policy === 'prefer') await until(async () => (await look(relay, id)).state === 'succeeded')
    else {
      await sleep(2000)
      expect(await look(relay, id)).toMatchObject({ state: 'queued', attempts: 0 })
      expect(relay.log()).toMatch(/not isolated as promised.*no run is claimed here until that is mended/)
    }
    await relay.end('SIGTERM')
  },
  120_000,
)

it('tells what a fallback costs', async () => {
  const relay = await start('fallback', { TENSORFLOW_IMAGE: image, DOCKER_RUNTIME: 'auto' })
  await until(async () => (await readyz(relay)).ready)
  expect((await readyz(relay)).warnings).toEqual([
    expect.stringContaining('because the engine has no sysbox-runc'),
  ])
})
