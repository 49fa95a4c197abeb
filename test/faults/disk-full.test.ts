import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { startWorld } from './support/fault-world.ts'
import { startOwnEngine, useSharedEngine } from './support/own-engine.ts'
import { startOwnPostgres } from './support/own-postgres.ts'
import { mountSmallDisk } from './support/small-disk.ts'
import { submitRun, uploadNoise } from './support/submit-runs.ts'

const clean = { lost: 0, duplicates: 0, orphans: 0, incomplete: 0, gaps: 0, wrongBlobs: [], stuckJobs: 0 }

it('answers 507 while PostgreSQL has no room, loses nothing, and goes on when there is some', async () => {
  await using postgres = await startOwnPostgres()
  await using engine = await useSharedEngine()
  await using world = await startWorld({ postgres, engine, relays: 1 })
  const dataset = await uploadNoise(world.url)
  // The bytes move to a small disk of their own.
  const { uid, gid } = await stat(join(postgres.dataDir, 'postgres'))
  await using disk = await mountSmallDisk(24, { uid, gid })
  await postgres.ask(`create tablespace small location '${disk.path}'`)
  await postgres.ask('alter table blob_chunks set tablespace small')
  await postgres.ask('alter index blob_chunks_pkey set tablespace small')
  await disk.fill(600_000)

  const running = await submitRun(world.url, dataset, 3)
  const upload = async () => {
    const form = new FormData()
    for (let n = 0; n < 8; n++) {
      const bytes = new Uint8Array(500_000)
      for (let at = 0; at < bytes.length; at += 50_000)
        crypto.getRandomValues(bytes.subarray(at, at + 50_000))
      bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
      form.append('files', new Blob([bytes]), `a/${n}.png`)
    }
    return fetch(`${world.url}/datasets/${dataset}/`, { method: 'POST', body: form })
  }
  const refused = await upload()
  expect(refused.status).toBe(507)
  expect(await refused.json()).toMatchObject({ code: 'storage-full', hint: expect.stringContaining('room') })
  // The relay itself is none the worse for it.
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
  const seen = z.array(z.object({ id: z.int() })).parse(await (await fetch(`${world.url}/datasets/`)).json())
  expect(seen.map(({ id }) => id)).toContain(dataset)
  // The run ends its work and cannot store it: its container keeps the artifacts.
  for (;;) {
    const [row] = await postgres.ask('select output::text from pgboss.job where output is not null')
    if (String(row?.['output']).includes('space')) break
    await sleep(200)
  }
  expect(
    await engine.docker.listContainers({ all: true, filters: { label: [`tinymlaas.run=${running}`] } }),
  ).toHaveLength(1)

  await disk.empty()
  await world.settle()
  expect(await world.audit([running])).toMatchObject({ ...clean, runs: 1, succeeded: 1 })
  await postgres.ask('alter table blob_chunks set tablespace pg_default')
  await postgres.ask('alter index blob_chunks_pkey set tablespace pg_default')
  await postgres.ask('drop tablespace small')
}, 180_000)

it('tries a run again while the engine has no room, and ends it when there is some', async () => {
  await using disk = await mountSmallDisk(200)
  const { TMPDIR } = process.env
  onTestFinished(() => {
    if (TMPDIR === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = TMPDIR
  })
  await using postgres = await startOwnPostgres()
  // The engine's folder is made where temporary files go.
  process.env['TMPDIR'] = disk.path
  await using engine = await startOwnEngine(false)
  if (TMPDIR === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = TMPDIR
  await using world = await startWorld({ postgres, engine, relays: 1 })
  const dataset = await uploadNoise(world.url)
  // The container that proves the isolation has given its room back, else a job would have that.
  const status = async () => (await fetch(`${world.url}/readyz`)).status
  await expect.poll(status, { timeout: 60_000 }).toBe(200)
  await expect.poll(() => engine.docker.listContainers({ all: true })).toEqual([])
  await disk.fill(0)
  const id = await submitRun(world.url, dataset, 1)
  for (;;) {
    const [row] = await postgres.ask(
      "select data ->> 'detail' as detail from run_events where run_id = $1 and seq > 2 and type = 'state'",
      [id],
    )
    if (row) break
    await sleep(100)
  }
  await disk.empty()
  await world.settle()
  expect(await world.audit([id])).toMatchObject({ ...clean, failed: [], runs: 1, succeeded: 1 })
}, 180_000)
