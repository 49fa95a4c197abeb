import { expect, it, onTestFinished } from 'vitest'
import { createRelay } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { SetupError } from '../../../src/errors.ts'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { ensureFaultImage } from '../../faults/support/fault-image.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'
import { silentLogger } from '../../support/silent-logger.ts'

/** Of this machine's engine; no machine that tests are run on has a GPU. */
it('refuses to start where GPUs are wanted of an engine that has none, in one sentence, and leaves no container', {
  timeout: 120_000,
}, async () => {
  const image = await ensureFaultImage()
  const start = async (env: Record<string, string>) => {
    const db = await useTestDatabase()
    const config = readConfig({
      PORT: '0',
      INSTANCE: db.name,
      DOCKER_RUNTIME: 'runc',
      TENSORFLOW_IMAGE: image,
      ...env,
    })
    const relay = await createRelay(config, silentLogger, { database: db, isTokenRequired: false })
    onTestFinished(() => relay.stop(0))
    return { relay, engine: createEngine({ host: config.docker.host }), instance: relay.instance }
  }
  const { relay, engine, instance } = await start({ DOCKER_GPUS: 'all', TENSORFLOW_GPU_IMAGE: image })
  const refused = await relay.work().then(String, (error: unknown) => error)
  expect(refused).toBeInstanceOf(SetupError)
  expect(String(refused)).toMatch(
    /DOCKER_GPUS is set and the engine offers no GPU under runc .*toolkit.*unset\.$/,
  )
  await expect(relay.admit()).rejects.toThrow(SetupError)
  expect((await relay.readiness()).checks).toMatchObject({ gpus: expect.stringMatching(/offers no GPU/) })
  // Those that prove the isolation, which is asked for as well, take a few seconds.
  const left = () => engine.listContainers([`tinymlaas.instance=${instance}`])
  await expect.poll(left, { timeout: 60_000 }).toEqual([])

  // Without its image the engine cannot be asked yet: nothing is claimed, and what is lacking is told.
  const { relay: later } = await start({ DOCKER_GPUS: '1', TENSORFLOW_GPU_IMAGE: 'tinymlaas/no-such:image' })
  await expect(later.findGpus({ runtime: 'runc', unfiltered: false })).rejects.toThrow(
    /does not have the image tinymlaas\/no-such:image/,
  )
})

it('takes no number of GPUs that makes no sense', () => {
  expect(() => readConfig({ DOCKER_GPUS: 'some' })).toThrow(
    /DOCKER_GPUS: it is all, or a number from 1 to 16/,
  )
  expect(() => readConfig({ DOCKER_GPUS: '0' })).toThrow(/DOCKER_GPUS/)
  expect(readConfig({}).docker.gpus).toBeNull()
})
