import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { removeRun } from '../../../src/runner/lifecycle/finish-run.ts'
import { reap } from '../../../src/runner/lifecycle/reap.ts'
import { containerProfile } from '../../../src/runner/profile/container-profile.ts'
import { containerName, type RunKey } from '../../../src/runner/profile/job-names.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'

beforeAll(() => ensureFixtureImage())

const instance = `reap-${process.pid}`

/** Leaves a container as a crash would. */
const leave = async (of = instance): Promise<RunKey> => {
  const { options } = fixtureRun('sleep 60')
  const key = { ...options.key, instance: of }
  await engineOfTests.createContainer(containerProfile(key, options.profile))
  await engineOfTests.start(containerName(key))
  return key
}

const reapAll = (keep: (key: RunKey) => boolean, minAgeMs = 0) =>
  reap(engineOfTests, { instance, logger: silentLogger, keep, minAgeMs })

test('containers and volumes that no run needs are removed, running or not', async () => {
  const kept = await leave()
  const dropped = await leave()
  const asked: RunKey[] = []
  await sleep(1100)
  const keep = (key: RunKey) => {
    asked.push(key)
    return key.runId === kept.runId
  }
  expect(await reapAll(keep)).toBe(1)
  expect(asked).toEqual(expect.arrayContaining([kept, dropped]))
  await expectNothingLeft(engineOfTests, dropped)
  expect(await engineOfTests.inspect(containerName(kept))).toMatchObject({ running: true })
  await removeRun(engineOfTests, kept)
})

test('a volume whose container is gone is removed', async () => {
  const key = await leave()
  await engineOfTests.removeContainer(containerName(key))
  await sleep(1100)
  expect(await reapAll(() => false)).toBe(1)
  await expectNothingLeft(engineOfTests, key)
})

test('what belongs to another installation, or is young, is left alone', async () => {
  const foreign = await leave(`${instance}-other`)
  const young = await leave()
  expect(await reapAll(() => false, 60_000)).toBe(0)
  expect(await engineOfTests.inspect(containerName(foreign))).toMatchObject({ running: true })
  expect(await engineOfTests.inspect(containerName(young))).toMatchObject({ running: true })
  await Promise.all([removeRun(engineOfTests, foreign), removeRun(engineOfTests, young)])
})
