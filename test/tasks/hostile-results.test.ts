import { monitorEventLoopDelay } from 'node:perf_hooks'
import Docker from 'dockerode'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../runner/support/fixture-image.ts'
import { useExecutor } from './use-executor.ts'

const docker = new Docker()
beforeAll(() => ensureFixtureImage())

/** Executes a run whose image does what the script says. */
const runScript = async (script: string) => {
  const tag = `hostile-${process.pid}-${Math.random().toString(36).slice(2, 8)}`
  const container = await docker.createContainer({ Image: FIXTURE_IMAGE })
  const program = `run=$(tar -xO job.json | sed -E 's/.*"run_id":"([0-9a-f-]+)".*/\\1/'); mkdir -p /job/out; ${script}`
  await container.commit({
    repo: 'tinymlaas/fixture',
    tag,
    changes: `CMD ${JSON.stringify(['sh', '-c', program])}`,
  })
  await container.remove()
  onTestFinished(async () => void (await docker.getImage(`tinymlaas/fixture:${tag}`).remove()))
  const world = await useExecutor({}, { TENSORFLOW_IMAGE: `tinymlaas/fixture:${tag}`, RUN_MEMORY_MIB: '512' })
  const id = await world.submit()
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  await world.execute(id)
  const executed = Date.now()
  delay.disable()
  const run = await world.look(id)
  return {
    ...world,
    id,
    run,
    /** For which the worker was held after the run had ended. */
    heldMs: executed - Date.parse(run?.finished_at ?? ''),
    blockedMs: delay.max / 1e6,
    blobs: async () => (await world.db.knex.raw('select count(*)::int as n from blobs')).rows[0].n,
  }
}
const manifest = (artifacts: string, report: string) =>
  `printf '{"version":1,"kind":"train","run_id":"%s","outcome":"succeeded","artifacts":[${artifacts}],"report":{"x":' $run >/job/out/result.json
   ${report} >>/job/out/result.json; printf '},"problems":[],"error":null}' >>/job/out/result.json`

it('never parses a manifest that is larger than it may be', async () => {
  const { run, blockedMs } = await runScript(manifest('', `perl -e 'print "[", "[]," x 5000000, "[]]"'`))
  expect(run).toMatchObject({
    state: 'failed',
    reason: 'bad-output',
    detail: expect.stringContaining('larger than'),
  })
  expect(blockedMs).toBeLessThan(1000)
})

it('is held up little by the worst manifest of the largest size', async () => {
  const { run, blockedMs } = await runScript(manifest('', `perl -e 'print "[", "[]," x 349000, "[]]"'`))
  expect(run).toMatchObject({ state: 'failed', reason: 'bad-output' })
  expect(blockedMs).toBeLessThan(1000)
})

it('keeps no artifact of a run whose output is bad', async () => {
  const one = (name: string, sum: string) =>
    `{"name":"${name}","media_type":"text/plain","bytes":2,"sha256":"'${sum}'"}`
  const sum = `$(sha256sum /job/out/good | cut -d" " -f1)`
  const { run, blobs } = await runScript(
    `echo a >/job/out/good; echo b >/job/out/lie; ${manifest(`${one('good', sum)},${one('lie', sum)}`, 'echo 0')}`,
  )
  expect(run).toMatchObject({ state: 'failed', reason: 'bad-output', artifacts: [] })
  expect(run?.detail).toContain('differs from its sha256')
  expect(await blobs()).toBe(0)
})

it('is not held up by very many files, however long the engine takes to remove them', async () => {
  const files = `perl -e 'for (1..20000) { open F, ">", "/job/out/f$_"; print F "x" }'`
  const { run, heldMs, engine, id } = await runScript(`${files}; ${manifest('', 'echo 0')}`)
  // A slow job is still at it when its files are counted, and ended then for how many they are.
  expect(run).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^(bad-output|disk)$/) })
  expect(run?.detail).toMatch(/f\d+|more files/)
  expect(heldMs).toBeLessThan(8000)
  const left = () => engine.listVolumes([`tinymlaas.run=${id}`])
  await expect.poll(left, { timeout: 100_000, interval: 1000 }).toEqual([])
}, 150_000)
