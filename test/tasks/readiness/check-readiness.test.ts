import Docker from 'dockerode'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { checkReadiness } from '../../../src/tasks/readiness/check-readiness.ts'
import { createIsolationCheck } from '../../../src/tasks/readiness/create-isolation-check.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../../runner/support/fixture-image.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'
import { silentLogger } from '../../support/silent-logger.ts'

beforeAll(() => ensureFixtureImage())

const under = (runtime: string) => ({ runtime, unfiltered: false })

const useReadiness = async (env: Record<string, string>, runtime = () => under('runc')) => {
  const db = await useTestDatabase()
  const config = readConfig({
    TENSORFLOW_IMAGE: FIXTURE_IMAGE,
    INSTANCE: db.name,
    RUN_MEMORY_MIB: '256',
    RUN_CPUS: '1',
    ...env,
  })
  const engine = createEngine({ host: config.docker.host })
  const findGpus = async () => null
  const proveIsolation = createIsolationCheck({ engine, config, instance: db.name, logger: silentLogger })
  const host = { engine, config, chooseRuntime: runtime, findGpus, proveIsolation }
  return async () => (await checkReadiness({ db, ...host, warnings: () => [] })).checks
}

it('is ready when the isolation of a job was proven, which takes one container only', async () => {
  const ready = await useReadiness({})
  const all = { database: null, runtime: null, image: null, isolation: null }
  await expect.poll(ready, { timeout: 50_000 }).toEqual(all)
  const began = performance.now()
  expect(await ready()).toEqual(all)
  expect(performance.now() - began).toBeLessThan(2000)
})

it('is not ready without the image, the runtime or the engine, and says which', async () => {
  const missing = await useReadiness({ TENSORFLOW_IMAGE: 'tinymlaas/no-such-image:none' })
  expect(await missing()).toMatchObject({ runtime: null, image: expect.stringContaining('no-such-image') })
  const refused = await useReadiness({}, () => {
    throw new Error('no sysbox here')
  })
  expect(await refused()).toMatchObject({
    image: null,
    runtime: 'no sysbox here',
    isolation: 'no sysbox here',
  })
  const gone = await useReadiness({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })
  expect(await gone()).toMatchObject({ database: null, image: expect.any(String) })
})

it('is not ready with an image of another version', async () => {
  const docker = new Docker()
  const container = await docker.createContainer({ Image: FIXTURE_IMAGE, NetworkDisabled: true })
  const tag = `version-${process.pid}`
  await container.commit({ repo: 'tinymlaas/fixture', tag, changes: 'LABEL tinymlaas.version=0.0.1' })
  await container.remove()
  const image = `tinymlaas/fixture:${tag}`
  onTestFinished(() => docker.getImage(image).remove())
  const ready = await useReadiness({ TENSORFLOW_IMAGE: image })
  expect(await ready()).toMatchObject({
    image: expect.stringMatching(/is of version 0\.0\.1 and this relay of \d.*use those of one release/),
  })
})

it('is not ready when a container shows that jobs are not isolated', async () => {
  // A runtime that is not there gives no container to look from.
  const ready = await useReadiness({}, () => under('no-such-runtime'))
  expect(await ready()).toMatchObject({ isolation: expect.stringContaining('not isolated as promised') })
})

it('asks nothing of an engine where only requests are served', async () => {
  const ready = await useReadiness({ ROLE: 'api', DOCKER_HOST: 'unix:///nowhere/docker.sock' })
  expect(await ready()).toEqual({ database: null })
})
