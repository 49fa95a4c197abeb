import { setTimeout as sleep } from 'node:timers/promises'
import { runContainer } from '../../../src/runner/lifecycle/run-container.ts'
import { fixtureRun } from './run-fixture.ts'

/**
 * A relay of its own process, to be killed: runs the script given as an argument for the run id given, and
 * tells when it has started. With `stall` its inputs never end.
 */
const [script = '', runId = '', stall = ''] = process.argv.slice(2)

const endless = async function* () {
  yield Buffer.from('x')
  await sleep(600_000)
  yield Buffer.from('x')
}

const { options } = fixtureRun(script, {}, 'runc', runId)
await runContainer({
  ...options,
  inputs: stall ? [{ name: 'data/0/1', size: 2, body: endless() }] : [],
  onLog: ({ text }) => {
    process.stdout.write(`${text}\n`)
  },
})
