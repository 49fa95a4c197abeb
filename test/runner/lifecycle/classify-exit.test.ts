import { expect, test } from 'vitest'
import type { JobResult } from '../../../src/contract/job.ts'
import { classifyExit, type Ended } from '../../../src/runner/lifecycle/classify-exit.ts'

const result = (outcome: JobResult['outcome'], code?: string): JobResult => ({
  version: 1,
  kind: 'train',
  run_id: 'a',
  outcome,
  artifacts: [],
  report: {},
  problems: [],
  error: code ? { code, message: 'said', hint: 'do' } : null,
})
const ended = (state: Partial<Ended['state']>, more: Partial<Omit<Ended, 'state'>> = {}): Ended => ({
  state: { status: 'exited', startedAt: new Date(), exitCode: 0, oomKilled: false, error: '', ...state },
  cause: null,
  unwatched: false,
  sent: true,
  result: null,
  outputProblem: null,
  tail: '',
  ...more,
})
const good = result('succeeded')
const disk = { reason: 'disk', detail: 'full' } as const
const broken = result('failed', 'broken-stream')

const cases: [string, Ended, string | null][] = [
  ['a complete job', ended({}, { result: good }), null],
  [
    'a complete job of which a process was killed for memory',
    ended({ oomKilled: true }, { result: good }),
    null,
  ],
  ['an end of what never began', ended({ status: 'dead', startedAt: null }), 'lost'],
  ['an exit of what never began', ended({ startedAt: null }, { result: good }), 'lost'],
  ['an exit with 0 that left nothing', ended({}), 'bad-output'],
  ['an exit with 0 with a bad output', ended({}, { result: good, outputProblem: 'x' }), 'bad-output'],
  ['an exit with 0 that admits failure', ended({}, { result: result('failed') }), 'bad-output'],
  ['an exit with 0 after a kill for memory', ended({ oomKilled: true }), 'oom'],
  ['a kill for memory', ended({ exitCode: 137, oomKilled: true }), 'oom'],
  ['a failure after a kill for memory', ended({ exitCode: 1, oomKilled: true }), 'oom'],
  ['its own alarm', ended({ exitCode: 142 }), 'timeout'],
  ['a file beyond its limit', ended({ exitCode: 153 }), 'disk'],
  ['input at fault', ended({ exitCode: 65 }, { result: result('failed', 'x') }), 'bad-input'],
  ['input at fault without a manifest', ended({ exitCode: 65 }), 'bad-input'],
  ['input that broke off', ended({ exitCode: 70 }, { result: broken, sent: false }), 'lost'],
  [
    'input that broke off while nobody watched',
    ended({ exitCode: 70 }, { result: broken, unwatched: true }),
    'lost',
  ],
  ['input that is no tar although all was sent', ended({ exitCode: 70 }, { result: broken }), 'exit'],
  [
    'input that never came',
    ended({ exitCode: 65 }, { result: result('failed', 'bad-job'), unwatched: true }),
    'lost',
  ],
  ['a kill from outside', ended({ exitCode: 137 }), 'engine'],
  ['a stop from outside', ended({ exitCode: 143 }), 'engine'],
  ['an end that the engine did not see', ended({ exitCode: 255 }, { unwatched: true }), 'engine'],
  ['an exit with 255', ended({ exitCode: 255 }), 'exit'],
  ['a program that is not there', ended({ exitCode: 127 }), 'image'],
  ['a crash', ended({ exitCode: 139 }), 'exit'],
  ['a kill by the relay', ended({ exitCode: 137 }, { cause: disk }), 'disk'],
  ['a success that came after the relay’s decision', ended({}, { cause: disk, result: good }), 'disk'],
]

test.each(cases)('%s', (_what, given, reason) => {
  const verdict = classifyExit(given)
  expect(verdict.reason).toBe(reason)
  if (reason !== null) {
    expect(verdict.detail).not.toBe('')
    expect(verdict.hint).not.toBe('')
  }
})

test('a failure tells the job’s own words, or its last ones', () => {
  expect(classifyExit(ended({ exitCode: 70 }, { result: result('failed', 'x') }))).toMatchObject({
    detail: expect.stringContaining('said'),
    hint: 'do',
  })
  expect(classifyExit(ended({ exitCode: 1 }, { tail: 'Traceback' })).detail).toContain('Traceback')
})
