import { beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'
import { describeUnderRuntimes } from '../support/runtimes.ts'

beforeAll(() => ensureFixtureImage())

const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'
const tell = `echo '{"type":"result","outcome":"succeeded"}'`

describeUnderRuntimes('under %s', (runtime) => {
  const runOf = async (script: string) => {
    const { run, options, seen } = fixtureRun(script, {}, runtime)
    const outcome = await run()
    await expectNothingLeft(engineOfTests, options.key)
    return { outcome, seen }
  }

  test('artifacts are collected while the program winds down, once', async () => {
    // Nothing is left to be collected at the end.
    const { outcome, seen } = await runOf(`${good}; ${tell}; sleep 4; rm -r /job/out`)
    expect(outcome).toMatchObject({ state: 'succeeded', exitCode: 0, result: { outcome: 'succeeded' } })
    expect(seen.files).toMatchObject([{ name: 'model.keras', bytes: 8 }])
  })

  test('one archive brings them all, whether their names come before that of the manifest or after it', async () => {
    const calls: string[] = []
    const engine = createEngine({
      host: readConfig(process.env).docker.host,
      onCall: (verb) => void calls.push(verb),
    })
    const { run, options, seen } = fixtureRun(
      `for f in curves.png sample.png; do echo $f >/job/out/$f; done
       finish "$(artifact sample.png),$(artifact curves.png)"; ${tell}`,
      { engine },
      runtime,
    )
    expect(await run()).toMatchObject({ state: 'succeeded' })
    expect(seen.files.map(({ name }) => name)).toEqual(['curves.png', 'sample.png'])
    expect(calls.filter((verb) => verb === 'archive')).toHaveLength(1)
    await expectNothingLeft(engineOfTests, options.key)
  })

  test('how the program ends still decides', async () => {
    const { outcome } = await runOf(`${good}; ${tell}; sleep 1; exit 3`)
    expect(outcome).toMatchObject({ state: 'failed', reason: 'exit', exitCode: 3 })
  })

  test('a program that has not written what it tells of is collected from at its end', async () => {
    const { outcome, seen } = await runOf(`${tell}; sleep 1; ${good}`)
    expect(outcome).toMatchObject({ state: 'succeeded' })
    expect(seen.files).toMatchObject([{ name: 'model.keras', bytes: 8 }])
  })

  test('a program that changes its files meanwhile gains nothing by it', async () => {
    const { outcome, seen } = await runOf(
      `${good}; ${tell}; for i in $(seq 20); do echo "other $i" >/job/out/model.keras; sleep 0.05; done`,
    )
    const [first] = seen.files
    if (outcome.state === 'succeeded') expect(first).toMatchObject({ bytes: 8 })
    else expect(outcome).toMatchObject({ reason: 'bad-output' })
  })
})
