import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readOperations } from '../../support/documentation.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'
import { anyRequest, near } from './support/arbitrary-requests.ts'

/** Inputs per operation; ANY_REQUEST_RUNS=1000 for a longer look. */
const RUNS = Number(process.env['ANY_REQUEST_RUNS'] ?? 80)
const PATIENCE_MS = 5000

let app: RunningApp
const generated = { inputs: 0, statuses: new Map<number, number>() }
beforeAll(async () => {
  app = await startApp()
  await uploadDigits(app.url, 2)
  await app.ask('POST /bridges/', { json: { address: '127.0.0.1:1', https: false } })
  await app.ask('POST /devices/', { json: { ...near['DeviceCreate'], serial: 'first' } })
})
afterAll(async () => {
  const statuses = [...generated.statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`)
  process.stdout.write(`any-request: ${generated.inputs} inputs generated; ${statuses.join(', ')}\n`)
  await app.stop()
})

/** Its answer has no end while a run has not ended. */
const ENDLESS = new Set(['follow_run_events'])

it('whatever is sent to whichever operation, the answer comes soon, is no fault, and says what is wrong', async () => {
  const operations = readOperations((await app.ask('GET /openapi.json')).json)
  expect(operations.length).toBeGreaterThan(25)
  // What deletes comes last, so that the rest has something to find.
  const order = operations.filter(({ operationId }) => !ENDLESS.has(operationId))
  order.sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))
  for (const operation of order) {
    await fc.assert(
      fc.asyncProperty(anyRequest(operation), async ({ call, headers, body }) => {
        generated.inputs += 1
        const signal = AbortSignal.timeout(PATIENCE_MS)
        const answer = await app.ask(call, { headers, body, signal, undocumented: true })
        generated.statuses.set(answer.status, (generated.statuses.get(answer.status) ?? 0) + 1)
        // What a bridge that is not there answers is no fault of the relay.
        const isFault = answer.status >= 500 && answer.status !== 502 && answer.status !== 504
        expect(isFault, `${answer.status} ${answer.text.slice(0, 300)}`).toBe(false)
        if (answer.status >= 400 && !call.startsWith('HEAD')) expect(answer.json).toHaveProperty('detail')
        if (answer.status === 422) expect(answer.json).toMatchObject({ detail: expect.any(Array) })
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
    )
  }
}, 600_000)
