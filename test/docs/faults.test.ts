import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const page = await readFile('docs/faults.md', 'utf8')
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number = '']) => /^\d+$/.test(number))
  .map(([, number = '', fault = '', deed = '', proof = '']) => ({
    number: Number(number),
    fault,
    deed,
    proof,
  }))

it('has a row for each of the 54 faults, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 54 }, (_, index) => index + 1))
  for (const { fault, deed } of rows) expect(fault && deed).not.toBe('')
})

it.each(rows)('row $number names a test that exists, or what an operator does', async ({ proof }) => {
  if (/^operator: .{20,}/.test(proof)) return
  const named = [...proof.matchAll(/`([^`]+)` "([^"]+)"/g)]
  expect(named.length).toBeGreaterThan(0)
  // Nothing else stands in the cell, so no test is named in a way that is not checked.
  expect(proof.replaceAll(/`[^`]+` "[^"]+"/g, '').replaceAll(/[\s,]/g, '')).toBe('')
  for (const [, path = '', title = ''] of named) {
    const source = await readFile(path, 'utf8')
    expect([path, source.includes(title) ? title : 'no such test']).toEqual([path, title])
  }
})
