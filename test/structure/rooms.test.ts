import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'

const MOST_FILES = 14
/** Series, of which every piece has a number or is one more sample. */
const SERIES = ['docs/decisions', 'migrations', 'test/picture/samples']

it('no folder has more files than one look takes in', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
  const counts = new Map<string, number>()
  for (const folder of files.trim().split('\n').map(dirname))
    if (folder !== '.' && !SERIES.includes(folder)) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  expect(counts.size).toBeGreaterThan(50)
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([])
})
