import { expect, it } from 'vitest'
import { sourceFiles } from './layers.ts'

it('every transaction is begun where deadlocks are met with another attempt', () => {
  const begin = sourceFiles('src').filter(({ source }) => /\.transaction\(/.test(source))
  // What is restored is read from a stream, which cannot be read a second time, and nobody else is there.
  const alone = ['backup/restore-backup.ts', 'db/migrate.ts']
  expect(begin.map(({ path }) => path).sort()).toEqual([...alone, 'db/transaction.ts'])
})
