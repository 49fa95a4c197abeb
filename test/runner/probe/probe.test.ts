import { beforeAll, expect, test } from 'vitest'
import { probe } from '../../../src/runner/probe/probe.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { ensureFixtureImage, FIXTURE_IMAGE } from '../support/fixture-image.ts'
import { engineOfTests, INSTANCE } from '../support/run-fixture.ts'
import { describeUnderRuntimes } from '../support/runtimes.ts'

const MIB = 1024 * 1024

beforeAll(() => ensureFixtureImage())

describeUnderRuntimes('under %s', (runtime) => {
  test('the profile holds, seen from inside', async () => {
    const rows = await probe({
      engine: engineOfTests,
      logger: silentLogger,
      instance: INSTANCE,
      profile: {
        image: FIXTURE_IMAGE,
        runtime,
        limits: { memoryBytes: 256 * MIB, cpus: 1, volumeBytes: 64 * MIB },
      },
    })
    expect(rows.filter(({ ok }) => !ok)).toEqual([])
    expect(rows).toHaveLength(15)
  })
})
