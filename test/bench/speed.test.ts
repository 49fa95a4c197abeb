import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { type Figure, isMet, summarise, write, writeGoal } from '../../bench/support/figure.ts'
import { measuredTable, speedTable } from '../../bench/support/speed-tables.ts'

const run = promisify(execFile)
const programs = readdirSync('bench').filter(
  (name) => name.endsWith('.ts') && readFileSync(`bench/${name}`, 'utf8').includes('runBench('),
)

it('make bench runs all programs that have figures', () => {
  const speed = readFileSync('bench/speed.ts', 'utf8')
  expect(programs.length).toBeGreaterThan(5)
  for (const name of programs) expect(speed).toContain(`'${name.replace('.ts', '')}'`)
})

it.each(['speed.ts', ...programs])('bench/%s says what it measures, and measures nothing', async (name) => {
  const { stdout, stderr } = await run(process.execPath, [`bench/${name}`, '--help'])
  expect(stdout).toMatch(/^[A-Z].*\n/)
  expect(stdout).toContain(`node bench/${name} `)
  expect(stderr).toBe('')
})

const figure = (values: number[], goal: Figure['goal'] = { atMost: 8 }): Figure => ({
  name: 'zip',
  what: 'pictures | zip',
  unit: 'x',
  goal,
  rounds: values.map((value) => ({ value, seen: `${value} s` })),
})

it('the middle of the rounds decides, of an even number the worse one', () => {
  expect(summarise(figure([9, 1, 5]))).toMatchObject({ min: 1, median: { value: 5 }, max: 9 })
  expect([isMet(figure([9, 1, 8])), isMet(figure([1, 9])), isMet(figure([]))]).toEqual([true, false, null])
  expect(isMet(figure([1, 9], { atLeast: 2 }))).toBe(false)
  expect([write(1234.5, '/s'), write(0.456, 'x'), writeGoal(figure([]))]).toEqual([
    '1,235/s',
    '0.46 x',
    '<= 8 x',
  ])
})

it('both tables have every figure, with what is missing and why', () => {
  const machine = { processor: 'P', cores: 2, memoryGib: 8, system: 'Debian', node: 'v24.0.0' }
  const result = { at: '2026-01-01T00:00:00.000Z', commit: 'abc', isQuick: false, seconds: 60, machine }
  const now = {
    ...result,
    pace: [710, 700, 730],
    figures: [figure([2, 4, 3]), { ...figure([]), name: 'none', missing: 'no nginx' }],
  }
  const before = { ...result, figures: [figure([30])] }
  expect(measuredTable(now).slice(2)).toEqual([
    '| pictures \\| zip | <= 8 x | 2.00 x / 3.00 x / 4.00 x |',
    '| pictures \\| zip | <= 8 x | not measured: no nginx |',
  ])
  expect(speedTable(now, before)[1]).toContain('700 to 730 ms')
  expect(speedTable(before, null)[1]).toBe('')
  const [found, missing] = speedTable(now, before).slice(-2)
  expect(found).toBe('| pictures \\| zip | <= 8 x | 30.0 x | 2.00 x / 3.00 x / 4.00 x | yes | 3 s |')
  expect(missing).toBe('| pictures \\| zip | <= 8 x |  | not measured: no nginx |  |  |')
})
