// The last lines of scripts/test.sh: what was not proven on this machine, what failed or needed a second try, and the
// sums of vitest and pytest. Exits with 1 when something failed; with CI=true also when something was not proven.
//
//   node scripts/checks/add-up-tests.ts <vitest.json> <pytest.txt> [failed part...]
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { z } from 'zod'

/** What vitest's JSON reporter writes, as far as it is read here. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
          meta: z.object({ notProven: z.string().optional() }),
        }),
      ),
    }),
  ),
})

const [vitestFile = '', pytestFile = '', ...failedParts] = process.argv.slice(2)
// A part that left no report failed, and is among the failed ones.
const vitest = report.parse(
  JSON.parse(await readFile(vitestFile, 'utf8').catch(() => '{ "testResults": [] }')),
)
const pytest = await readFile(pytestFile, 'utf8').catch(() => '')

const tests = vitest.testResults.flatMap(({ assertionResults }) => assertionResults)
const ofVitest = (...words: string[]) => tests.filter(({ status }) => words.includes(status)).length
const lastLine = pytest.trimEnd().split('\n').at(-1) ?? ''
const ofPytest = (word: RegExp) => Number(lastLine.match(word)?.[1] ?? 0)

// A file that could not even be collected has no failed test.
const brokenFiles = vitest.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
).length

const passed = ofVitest('passed') + ofPytest(/(\d+) passed/)
const failed = ofVitest('failed') + brokenFiles + ofPytest(/(\d+) failed/) + ofPytest(/(\d+) error/)
const skipped = ofVitest('skipped', 'pending', 'todo', 'disabled') + ofPytest(/(\d+) skipped/)

const notProven = new Map<string, number>()
const count = (why: string, tests: number) => notProven.set(why, (notProven.get(why) ?? 0) + tests)
for (const { meta } of tests) if (meta.notProven) count(meta.notProven, 1)
// pytest -rs: SKIPPED [2] tests/bundles/test_cpp.py:30: g++ is not installed
for (const [, tests, why] of pytest.matchAll(/^SKIPPED \[(\d+)\] \S+: (.+)$/gm))
  count(why ?? '', Number(tests))

console.log()
for (const [why, tests] of notProven) console.log(`${tests} not proven here: ${why}`)
/** One line per test, so that the end of a long log is enough to know what to look at. */
const tell = (what: string, file: string, test: string, message = '') =>
  console.log(`${what}: ${relative(process.cwd(), file)} > ${test}: ${message.split('\n')[0]?.slice(0, 200)}`)
for (const { name, status, message, assertionResults } of vitest.testResults) {
  if (status === 'failed' && message) tell('failed', name, 'the file', message)
  // Messages of a test that passed are those of its first try.
  for (const test of assertionResults)
    if (test.failureMessages.length > 0)
      tell(
        test.status === 'failed' ? 'failed' : 'passed at the second try',
        name,
        test.fullName,
        test.failureMessages[0],
      )
}
for (const [, test] of pytest.matchAll(/^((?:FAILED|ERROR) .+)$/gm))
  console.log(`pytest: ${test?.slice(0, 300)}`)

const isShort = notProven.size > 0 && process.env['CI'] === 'true'
if (isShort) failedParts.push('CI=true, and not everything was proven')
if (failedParts.length > 0) console.log(`failed: ${failedParts.join(', ')}`)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failedParts.length > 0 || failed > 0 ? 1 : 0
