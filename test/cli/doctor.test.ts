import { beforeAll, expect, it } from 'vitest'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../runner/support/fixture-image.ts'
import { describeUnderRuntimes } from '../runner/support/runtimes.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { runCli } from './run-cli.ts'

beforeAll(() => ensureFixtureImage())

const settings = async () => ({
  DATABASE_URL: (await useTestDatabase()).url,
  TENSORFLOW_IMAGE: FIXTURE_IMAGE,
  RUN_MEMORY_MIB: '256',
  RUN_CPUS: '1',
  INSTANCE: `doctor-${process.pid}`,
})

describeUnderRuntimes('under %s', (runtime) => {
  it('proves the isolation of a job', async () => {
    const { code, out } = await runCli(['doctor', '--runtime', runtime], await settings())
    expect(out).toContain('Everything is as it must be.')
    for (const check of [
      'database',
      'runtime',
      'image',
      'user',
      'no capabilities',
      'no network',
      'data comes',
    ])
      expect(out).toMatch(new RegExp(`^ok +${check}`, 'm'))
    expect(code).toBe(0)
  })
})

it('warns of what a fallback loses', async () => {
  const env = { ...(await settings()), DOCKER_RUNTIME: 'no-such-runtime', DOCKER_RUNTIME_POLICY: 'prefer' }
  const { code, out } = await runCli(['doctor'], env)
  expect(out).toMatch(/^warn +runtime +Jobs run under \w+ .*because the engine has no no-such-runtime/m)
  expect(code).toBe(0)
})

it('fails when the image is missing', async () => {
  const env = { ...(await settings()), TENSORFLOW_IMAGE: 'tinymlaas/no-such-image:none' }
  const { code, out } = await runCli(['doctor'], env)
  expect(out).toMatch(/^FAIL +image/m)
  expect(code).toBe(1)
})

it('fails when the runtime asked for is missing, the engine or the database', async () => {
  const env = await settings()
  const runtime = await runCli(['doctor', '--runtime', 'sysbox-elsewhere'], env)
  expect(runtime).toMatchObject({ code: 1, out: expect.stringMatching(/^FAIL +runtime/m) })
  const engine = await runCli(['doctor'], { ...env, DOCKER_HOST: 'unix:///nowhere/docker.sock' })
  expect(engine).toMatchObject({ code: 1, out: expect.stringMatching(/^FAIL +runtime/m) })
  const database = await runCli(['doctor'], { ...env, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' })
  expect(database).toMatchObject({ code: 1, out: expect.stringMatching(/^FAIL +database/m) })
}, 120_000)
