import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../runner/support/fixture-image.ts'

const run = promisify(execFile)
const docker = async (...args: string[]) => (await run('docker', args)).stdout.trim()

beforeAll(() => ensureFixtureImage())

/** A container with a volume, as a run has them, and an image, for an installation and a checkout. */
const make = async (name: string, instance: string, checkout: string) => {
  const labels = ['--label', 'tinymlaas.run=x', '--label', `tinymlaas.instance=${instance}`]
  const volume = await docker('volume', 'create', ...labels, `${name}-job`)
  const container = await docker('create', ...labels, '--name', name, FIXTURE_IMAGE, 'true')
  const idle = await docker('create', FIXTURE_IMAGE, 'true')
  const image = `tinymlaas/clean-test:${name}`
  await docker('commit', '--change', `LABEL tinymlaas.checkout=${checkout}`, idle, image)
  await docker('rm', idle)
  onTestFinished(async () => {
    await docker('rm', '--force', container).catch(() => undefined)
    await docker('volume', 'rm', '--force', volume)
    await docker('rmi', '--force', image).catch(() => undefined)
  })
  const exists = (...args: string[]) =>
    docker(...args).then(
      () => true,
      () => false,
    )
  return async () => ({
    container: await exists('container', 'inspect', container),
    volume: await exists('volume', 'inspect', volume),
    image: await exists('image', 'inspect', image),
  })
}

it('removes what this checkout made, and nothing of others on the engine', async () => {
  const clone = await mkdtemp(join(tmpdir(), 'tinymlaas-clean-'))
  onTestFinished(() => rm(clone, { recursive: true }))
  await cp('scripts', join(clone, 'scripts'), { recursive: true })
  await mkdir(join(clone, '.data'))
  await writeFile(
    join(clone, '.data', 'installations'),
    `relay.other-${process.pid}x\nrelay.mine-${process.pid}\n`,
  )
  const { stdout } = await run('bash', ['-c', `. scripts/lib.sh; printf %s "$checkout"`], { cwd: clone })
  expect(stdout).toMatch(/^[0-9a-f]{16}$/)

  const mine = await make(`clean-mine-${process.pid}`, `relay.mine-${process.pid}`, stdout)
  const other = await make(`clean-other-${process.pid}`, `relay.other-${process.pid}`, 'another')
  await run(join(clone, 'scripts/clean.sh'), ['--yes'])
  expect(await mine()).toEqual({ container: false, volume: false, image: false })
  expect(await other()).toEqual({ container: true, volume: true, image: true })
  expect(await readdir(clone)).toEqual(['scripts'])
}, 60_000)
