import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { adoptContainer } from '../../../src/runner/lifecycle/adopt-container.ts'
import { removeRun } from '../../../src/runner/lifecycle/finish-run.ts'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'

beforeAll(() => ensureFixtureImage())

/** RUNNER_FAULTS=200 injects more. */
const count = Number(process.env['RUNNER_FAULTS'] ?? 20)
const AT_ONCE = 4

const faults: Fault[] = [
  'silent',
  'hang-after-headers',
  'reset-after-headers',
  'reset-after-some',
  'hang-after-some',
  'reset',
]
const deadlines = { ask: 500, create: 800, start: 1500, kill: 500, remove: 1500, diskUsage: 500, stream: 800 }
const job = `if ! tar -x -C /job; then fail broken-stream; exit 70; fi
  echo up; sleep 1; cp /job/picture /job/out/model.keras; finish "$(artifact model.keras)"`
const picture = Buffer.alloc(300_000, 'picture')

const pick = <T>(items: T[]): T | undefined => items[Math.floor(Math.random() * items.length)]

/** Runs a job while the engine fails at a random moment, for a random time, in a random way. */
const runOnce = async (): Promise<string> => {
  await using proxy = await startFaultProxy()
  const body = async function* () {
    yield picture
  }
  const { run, options, seen } = fixtureRun(job, {
    engine: createEngine({ host: proxy.host, deadlines }),
    inputs: [{ name: 'picture', size: picture.length, body: body() }],
    timing: { deadlineMs: 20_000, graceMs: 500, engineGraceMs: 6000, pollMs: 200, usagePollMs: 500 },
  })
  const fault = pick(faults) ?? 'reset'
  const wreck = async () => {
    await sleep(Math.random() * 2500)
    proxy.inject(fault)
    if (Math.random() < 0.5) proxy.cut()
    await sleep(Math.random() * 4000)
    proxy.inject('none')
  }
  const wrecked = wreck()
  const first = await run()
  await wrecked
  // The container may have gone on meanwhile: adopting it must come to an end as well.
  const outcome =
    first.reason === 'engine' ? await adoptContainer({ ...options, engine: engineOfTests }) : first
  const said = `${first.reason ?? 'succeeded'}${first === outcome ? '' : ` then ${outcome.reason ?? 'succeeded'}`}`
  expect(['succeeded', 'engine', 'lost'], `${fault}: ${first.detail}`).toContain(
    outcome.reason ?? 'succeeded',
  )
  if (outcome.state === 'succeeded') {
    expect(new Set(seen.files.map(({ bytes }) => bytes))).toEqual(new Set([picture.length]))
  }
  // What could not be removed during the fault is left to the reaper.
  await removeRun(engineOfTests, options.key)
  await expectNothingLeft(engineOfTests, options.key)
  return said
}

test(
  `${count} random faults: every run ends, with a right reason, and leaves nothing`,
  async () => {
    const tally: Record<string, number> = {}
    let left = count
    const worker = async () => {
      while (left-- > 0) {
        const said = await runOnce()
        tally[said] = (tally[said] ?? 0) + 1
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    process.stdout.write(`random faults: ${JSON.stringify(tally)}\n`)
  },
  30_000 + count * 8000,
)
