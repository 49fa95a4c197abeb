import { beforeAll, expect, test } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { adoptContainer } from '../../../src/runner/lifecycle/adopt-container.ts'
import { containerProfile } from '../../../src/runner/profile/container-profile.ts'
import { containerName } from '../../../src/runner/profile/job-names.ts'
import { findEarlierAttempt } from '../../../src/tasks/find-earlier-attempt.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { fixtureRun } from '../support/run-fixture.ts'
import { startSecondEngine } from '../support/second-engine.ts'

beforeAll(() => ensureFixtureImage())

const good = 'cat >/dev/null; echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'

/** An engine that was killed while it removed the container, which `prepare` has made. */
const killedWhileRemoving = async (
  second: Awaited<ReturnType<typeof startSecondEngine>>,
  prepare: (run: ReturnType<typeof fixtureRun>) => Promise<unknown>,
) => {
  const engine = createEngine({ host: second.host })
  const made = fixtureRun(good, { engine })
  await prepare(made)
  const name = containerName(made.options.key)
  const { id } = await engine.inspect(name)
  await second.kill()
  await second.rewrite(id, (state) => Object.assign(state, { RemovalInProgress: true }))
  await second.start()
  expect(await engine.inspect(name)).toMatchObject({ status: 'dead', exitCode: 0 })
  return { engine, ...made }
}

test('a container that never started is no attempt, although it is dead and has exit code 0', async () => {
  await using second = await startSecondEngine({})
  const { engine, options, run } = await killedWhileRemoving(second, ({ options }) =>
    options.engine.createContainer(containerProfile(options.key, options.profile)),
  )
  expect(await findEarlierAttempt(engine, options.key.runId)).toMatchObject({ isAdoptable: false })
  expect(await run()).toMatchObject({ state: 'succeeded' })
  await expectNothingLeft(engine, options.key)
})

test('one that was being removed after its end is lost, whatever is left of its output', async () => {
  await using second = await startSecondEngine({})
  const { engine, options } = await killedWhileRemoving(second, async ({ options }) => {
    const failing = { ...options, settle: () => Promise.reject(new Error('database gone')) }
    await expect(fixtureRun(good, failing).run()).rejects.toThrow('database gone')
  })
  expect(await adoptContainer(options)).toMatchObject({ state: 'failed', reason: 'lost' })
  await expectNothingLeft(engine, options.key)
})
