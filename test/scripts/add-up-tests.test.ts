import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const test = (status: string, notProven?: string, failureMessages: string[] = []) => ({
  fullName: 'it works',
  status,
  failureMessages,
  meta: notProven ? { notProven } : {},
})
const file = (status: string, ...assertionResults: object[]) => ({
  name: join(process.cwd(), 'test/a.test.ts'),
  status,
  message: status === 'failed' && assertionResults.length === 0 ? 'Cannot find module' : '',
  assertionResults,
})

/** Adds up what vitest and pytest are said to have reported. */
const addUp = (vitest: object[] | null, pytest: string, { CI = '', failed = [] as string[] } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'add-up-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  if (vitest) writeFileSync(join(folder, 'vitest.json'), JSON.stringify({ testResults: vitest }))
  writeFileSync(join(folder, 'pytest.txt'), pytest)
  const args = [
    'scripts/checks/add-up-tests.ts',
    join(folder, 'vitest.json'),
    join(folder, 'pytest.txt'),
    ...failed,
  ]
  const { stdout, status } = spawnSync(process.execPath, args, {
    env: { ...process.env, CI },
    encoding: 'utf8',
  })
  return { lines: stdout.trim().split('\n'), status }
}

const green = file('passed', test('passed'), test('passed'))

it('adds vitest and pytest up', () => {
  const { lines, status } = addUp([green], '.....\n5 passed, 1 warning in 3.2s\n')
  expect(lines).toEqual(['7 passed, 0 failed, 0 skipped'])
  expect(status).toBe(0)
})

it('says what was not proven and why, and fails on it under CI', () => {
  const files = [
    green,
    file('passed', test('passed'), test('skipped', 'no runsc'), test('skipped', 'no runsc')),
  ]
  const pytest = 'SKIPPED [3] tests/bundles/test_cpp.py:30: g++ is not installed\n4 passed, 3 skipped in 1s\n'
  const here = addUp(files, pytest)
  const unproven = ['2 not proven here: no runsc', '3 not proven here: g++ is not installed']
  expect(here).toEqual({ lines: [...unproven, '7 passed, 0 failed, 5 skipped'], status: 0 })
  const inCi = addUp(files, pytest, { CI: 'true' })
  expect(inCi.lines).toEqual([
    ...unproven,
    expect.stringMatching(/^failed: CI/),
    '7 passed, 0 failed, 5 skipped',
  ])
  expect(inCi.status).toBe(1)
})

it('counts what failed, and files and modules that could not be collected', () => {
  const files = [green, file('failed', test('passed'), test('failed')), file('failed')]
  const { lines, status } = addUp(files, '1 failed, 2 passed, 2 errors in 1s', {
    failed: ['vitest', 'pytest'],
  })
  expect(lines).toEqual([
    'failed: test/a.test.ts > the file: Cannot find module',
    'failed: vitest, pytest',
    '5 passed, 5 failed, 0 skipped',
  ])
  expect(status).toBe(1)
})

it('names each test that failed or passed at the second try, with the first line of why', () => {
  const files = [
    file('passed', test('passed', undefined, ['Error: too late\n  at once'])),
    file('failed', test('failed', undefined, ['Error: 1 is not 2\n  at all', 'Error: other'])),
  ]
  const { lines } = addUp(files, 'FAILED tests/test_c.py::test_d - assert 1\n1 failed, 2 passed in 1s')
  expect(lines).toEqual([
    'passed at the second try: test/a.test.ts > it works: Error: too late',
    'failed: test/a.test.ts > it works: Error: 1 is not 2',
    'pytest: FAILED tests/test_c.py::test_d - assert 1',
    '3 passed, 2 failed, 0 skipped',
  ])
})

it('fails for a part that left no report', () => {
  const { lines, status } = addUp(null, '', { failed: ['npm run check', 'vitest'] })
  expect(lines).toEqual(['failed: npm run check, vitest', '0 passed, 0 failed, 0 skipped'])
  expect(status).toBe(1)
})
