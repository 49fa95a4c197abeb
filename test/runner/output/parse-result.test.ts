import { expect, test } from 'vitest'
import { parseResult, resultInLine } from '../../../src/runner/output/parse-result.ts'

const job = { kind: 'predict', run_id: '0199a1b2-0000-7000-8000-000000000001' } as const
const manifest = {
  ...job,
  version: 1,
  outcome: 'succeeded',
  artifacts: [],
  report: { label: 'cat' },
  problems: [],
  error: null,
}
const line = (told: unknown) => JSON.stringify({ type: 'result', outcome: 'succeeded', manifest: told })

test('what is told with the result is what the file would have said', () => {
  expect(resultInLine(line(manifest), job)).toEqual(parseResult(JSON.stringify(manifest), job))
})

test('a program that tells no manifest has it fetched', () => {
  expect(resultInLine(line(undefined), job)).toBeNull()
})

test.each([
  ['no JSON', 'nonsense', /not what the job contract says/],
  ['null instead of a manifest', line(null), /not what the job contract says/],
  ['a manifest without its parts', line({ outcome: 'succeeded' }), /not what the job contract says/],
  ['abysmal depth', `${'['.repeat(5000)}`, /not what the job contract says/],
  ['the manifest of another run', line({ ...manifest, run_id: job.run_id.replace('1', '2') }), /another job/],
  ['the manifest of another kind', line({ ...manifest, kind: 'compile' }), /another job/],
])('%s is refused', (_, told, detail) => {
  expect(() => resultInLine(told, job)).toThrow(detail)
})
