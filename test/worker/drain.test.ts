import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { runView } from '../../src/contract/run.ts'
import { workerView } from '../../src/store/workers.ts'
import { runCli } from '../cli/run-cli.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

let image: string
beforeAll(async () => {
  image = await ensureFaultImage()
})

it('a worker is seen with what it does, drained and undrained; a relay says when none is ready', async () => {
  const db = await useTestDatabase()
  const env = { DATABASE_URL: db.url }
  const start = async (more: Record<string, string>) => {
    const relay = await spawnRelay({
      ...env,
      INSTANCE: `drain-${process.pid}`,
      TENSORFLOW_IMAGE: image,
      DOCKER_RUNTIME: 'runc',
      RUN_MEMORY_MIB: '256',
      RUN_CPUS: '1',
      ...more,
    })
    const ended: { code?: Promise<number> } = {}
    const end = () => {
      ended.code ??= relay.end('SIGTERM')
      return ended.code
    }
    onTestFinished(async () => void (await end()))
    return { ...relay, end }
  }
  const api = await start({ ROLE: 'api' })
  const ask = async (path: string) => (await fetch(`${api.url}${path}`)).json()
  const warnings = async () => {
    const answer = await fetch(`${api.url}/readyz`)
    expect(answer.status).toBe(200)
    return z
      .object({ warnings: z.array(z.string()) })
      .parse(await answer.json())
      .warnings.join()
  }
  const workers = async () => z.array(workerView).parse(await ask('/workers'))
  const states = async () => (await workers()).map(({ name, state }) => `${name} ${state}`)
  const state = async (id: string) => runView.parse(await ask(`/runs/${id}`)).state
  const soon = { timeout: 30_000 }
  expect(await warnings()).toContain('No worker is ready (none is known)')

  const left = await start({ ROLE: 'worker', WORKER_NAME: 'left' })
  await expect.poll(states, soon).toEqual(['left ready'])
  await expect.poll(warnings, soon).toBe('')
  const dataset = await uploadNoise(api.url)
  const first = await submitRun(api.url, dataset, 20)
  await expect.poll(async () => (await workers())[0]?.runs, soon).toEqual([first])

  // What it executes goes on to its end; the next one waits.
  expect(await runCli(['drain', 'left'], env)).toMatchObject({
    code: 0,
    err: expect.stringContaining('no more runs'),
  })
  await expect.poll(() => left.log(), soon).toContain('was drained')
  const second = await submitRun(api.url, dataset, 1)
  expect((await runCli(['drain', 'left', '--wait'], env)).code).toBe(0)
  expect(await state(first)).toBe('succeeded')
  await sleep(1000)
  expect(await state(second)).toBe('queued')
  expect(await states()).toEqual(['left drained'])
  expect(await runCli(['workers'], env)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^left\tdrained\trunc\t/),
  })
  await expect.poll(warnings, soon).toContain('No worker is ready (1 drained)')

  expect((await runCli(['drain', 'left', '--undo'], env)).code).toBe(0)
  await expect.poll(() => state(second), soon).toBe('succeeded')
  expect(await runCli(['workers', '--json'], env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('"left"'),
  })
  for (const args of [['nobody'], ['left', '--undo']])
    expect((await runCli(['drain', ...args], env)).code).toBe(1)

  expect(await left.end()).toBe(0)
  expect(await workers()).toEqual([])
}, 120_000)
