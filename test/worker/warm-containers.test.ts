import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Logger } from '../../src/logger.ts'
import { createWarmContainers } from '../../src/worker/warm-containers.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../runner/support/fixture-image.ts'
import { engineOfTests } from '../runner/support/run-fixture.ts'

const MIB = 1024 * 1024

/** What a worker would keep warm whose runs may have so much memory, by what it says. */
const useWorker = async (runMemoryMib: number) => {
  await ensureFixtureImage()
  const told: string[] = []
  const tell = (message: string) => void told.push(message)
  const logger = { debug: tell, info: tell, warn: tell, error: tell } as unknown as Logger
  const config = readConfig({ WARM_CONTAINERS: '1', RUN_MEMORY_MIB: String(Math.floor(runMemoryMib)) })
  const place = { runtime: 'runc', unfiltered: false, image: FIXTURE_IMAGE }
  const { warm, kept } = createWarmContainers({
    engine: engineOfTests,
    config,
    instance: `warm-memory-${process.pid}`,
    logger,
    admit: async () => place,
  })
  onTestFinished(async () => {
    await warm.stop()
    await kept.stop()
  })
  warm.start()
  return { told, warm }
}

it('keeps nothing warm where the memory is short, and says so once', async () => {
  const { MemTotal } = await engineOfTests.info()
  const { told, warm } = await useWorker(MemTotal / MIB - 200)
  await expect.poll(() => told).toEqual(['no container is kept warm: memory is short'])
  expect(warm.counts()).toEqual({ waiting: 0, taken: 0, missed: 0, failed: 0 })
})

it('keeps one warm where there is memory for it beside every run', async () => {
  const { MemTotal } = await engineOfTests.info()
  const { warm } = await useWorker(MemTotal / MIB - 400)
  // The fixture has no such program.
  await expect.poll(() => warm.counts(), { timeout: 30_000 }).toMatchObject({ failed: 1 })
})
