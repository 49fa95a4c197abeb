import { expect, it } from 'vitest'
import { sourceFiles } from './layers.ts'

it('every transaction is begun where deadlocks are met with another attempt', () => {
  const begin = sourceFiles('src').filter(({ source }) => /\.transaction\(/.test(source))
  expect(begin.map(({ path }) => path).sort()).toEqual(['db/migrate.ts', 'db/transaction.ts'])
})
