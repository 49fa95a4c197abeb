import { beforeAll, expect, test } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { selectRuntime } from '../../../src/runner/profile/select-runtime.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { fixtureRun } from '../support/run-fixture.ts'
import { startSecondEngine } from '../support/second-engine.ts'

beforeAll(() => ensureFixtureImage())

// sysbox is in no distribution, so this is runc under its name: it proves the choice, not sysbox itself.
test('an engine that lists sysbox-runc gets its jobs run under it, with the switch that restores isolation', async () => {
  await using second = await startSecondEngine({ args: ['--add-runtime', 'sysbox-runc=/usr/sbin/runc'] })
  const engine = createEngine({ host: second.host })
  const { runtime, warning } = selectRuntime({ wanted: 'auto', policy: 'require' }, await engine.info())
  expect({ runtime, warning }).toEqual({ runtime: 'sysbox-runc', warning: undefined })
  const script = 'echo "mode $SYSBOX_SYSCONT_MODE"; finish ""'
  const { run, seen } = fixtureRun(script, { engine }, runtime)
  expect(await run()).toMatchObject({ state: 'succeeded', runtime: 'sysbox-runc' })
  expect(seen.logs.map(({ text }) => text)).toEqual(['mode FALSE'])
})
