import { describe, expect, it } from 'vitest'
import { findViolations, sourceFiles } from './layers.ts'

describe('the import rule', () => {
  it('holds in every source file', () => {
    const files = sourceFiles('src')
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap(({ path, source }) => findViolations(path, source))).toEqual([])
  })

  it.each([
    ['store/x.ts', "import { a } from '../usecases/a.ts'", 'not below store'],
    ['http/x.ts', "import { a } from '../worker/a.ts'", 'not below http'],
    ['usecases/x.ts', "import type { Knex } from 'knex'", 'known to db, store, queue only'],
    ['tasks/x.ts', "const d = await import('dockerode')", 'known to runner only'],
    ['contract/x.ts', "export { a } from '../store/a.ts'", 'not below contract'],
    ['helpers/x.ts', '', 'in no row'],
  ])('finds a violation planted in %s', (path, source, found) => {
    expect(findViolations(path, source).join()).toContain(found)
  })

  it('lets a file import from below, and from its own folder', () => {
    expect(
      findViolations('http/x.ts', "import { a } from '../usecases/a.ts'\nimport { b } from './b.ts'"),
    ).toEqual([])
  })
})
