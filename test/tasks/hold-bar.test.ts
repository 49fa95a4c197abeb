import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { jobResult } from '../../src/contract/job.ts'
import type { Requirements } from '../../src/contract/training.ts'
import { toOutcome } from '../../src/runner/outcome.ts'
import type { ClaimedRun } from '../../src/store/runs/lifecycle.ts'
import { holdBar } from '../../src/tasks/hold-bar.ts'

const reported = (kind: 'train' | 'compile', change: (report: Record<string, unknown>) => void) => {
  const url = new URL(`../../tf-image/fixtures/result.${kind}.json`, import.meta.url)
  const result = jobResult.parse(JSON.parse(readFileSync(url, 'utf8')))
  change(result.report)
  return toOutcome({ reason: null, detail: '', hint: '' }, { result, runtime: 'runc' })
}
const run = (kind: 'train' | 'compile', require?: Requirements): ClaimedRun => ({
  id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  kind,
  owner: null,
  claim: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  attempts: 1,
  losses: 0,
  request_id: null,
  traceparent: null,
  waited_seconds: null,
  dataset_id: 1,
  model_id: 1,
  request: {
    parameters: {},
    description: '',
    classes: [],
    model_version: null,
    ...(require ? { require } : {}),
  },
})
const trained = (accuracy: number, interval: [number, number]) =>
  reported('train', (report) => Object.assign(report['evaluation'] as object, { accuracy, interval }))
const compiled = (verdict: string) =>
  reported('compile', (report) => {
    for (const board of report['boards'] as { id: string; verdict: string; reason: string | null }[])
      if (board.id === 'esp32') Object.assign(board, { verdict, reason: '7 bytes of RAM are missing.' })
  })

it.each([
  ['nothing', undefined, trained(0.5, [0.3, 0.7]), null],
  ['less', { accuracy: 0.9 }, trained(0.9, [0.8, 0.95]), null],
  ['more', { accuracy: 0.91 }, trained(0.9, [0.8, 0.95]), /0\.900, .* 0\.800 and 0\.950: less than 0\.91\./],
  ['a lower end that is there', { accuracy_low: 0.8 }, trained(0.9, [0.8, 0.95]), null],
  [
    'a lower end that is not',
    { accuracy_low: 0.81 },
    trained(0.9, [0.8, 0.95]),
    /lower end is less than 0\.81\./,
  ],
])('a training that requires %s', (_what, require, outcome, words) => {
  const held = holdBar(run('train', require), outcome)
  if (words === null) expect(held).toEqual(outcome)
  else
    expect(held).toMatchObject({
      state: 'failed',
      reason: 'below-the-bar',
      detail: expect.stringMatching(words),
      result: outcome.result,
    })
})

it.each([
  ['fits', null],
  ['tight', null],
  ['no', 'It does not fit esp32: 7 bytes of RAM are missing.'],
])('a compilation for a board of the verdict %s', (verdict, words) => {
  const outcome = compiled(verdict)
  const held = holdBar(run('compile', { board: 'esp32' }), outcome)
  expect(held.detail).toBe(words ?? outcome.detail)
  expect(held.state).toBe(words === null ? 'succeeded' : 'failed')
})

it('tells every shortfall, and leaves failures as they are', () => {
  const require = { accuracy: 1, accuracy_low: 1, board: 'esp32' }
  const held = holdBar(run('compile', require), compiled('no'))
  expect(held.detail?.match(/less than|does not fit/g)).toHaveLength(3)
  const failed = toOutcome({ reason: 'oom', detail: 'It needed more.', hint: '' }, {})
  expect(holdBar(run('train', require), failed)).toBe(failed)
})
