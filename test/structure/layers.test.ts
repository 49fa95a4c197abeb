import { describe, expect, it } from 'vitest'
import {
  findCircles,
  findCrowds,
  findPageViolations,
  findViolations,
  MAX_FILES,
  sourceFiles,
} from './layers.ts'

const files = sourceFiles('src')
const page = sourceFiles('ui')

describe('the import rule', () => {
  it('holds in every source file', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap(findViolations)).toEqual([])
  })

  it.each([
    ['store/x.ts', "import { a } from '../usecases/a.ts'", 'not below store'],
    ['http/listen.ts', "import { a } from '../worker/a.ts'", 'not below http'],
    ['usecases/x.ts', "import type { Knex } from 'knex'", 'known to db, store, queue, backup only'],
    ['tasks/x.ts', "const d = await import('dockerode')", 'known to runner only'],
    ['contract/x.ts', "export { a } from '../store/a.ts'", 'not below contract'],
    ['helpers/x.ts', '', 'in no row'],
    ['runner/x.ts', '', 'in no row of runner'],
    ['runner/engine/x.ts', "import { a } from '../lifecycle/a.ts'", 'not below engine in runner'],
    ['runner/input/x.ts', "import { a } from '../output/a.ts'", 'not below input in runner'],
    ['http/guards/x.ts', "import { a } from '../pipeline/a.ts'", 'not below guards in http'],
  ])('finds a violation planted in %s', (path, source, found) => {
    expect(findViolations({ path, source }).join()).toContain(found)
  })

  it('lets a file import from below, and from its own room', () => {
    const source =
      "import { a } from '../../usecases/a.ts'\nimport { b } from './b.ts'\nimport { c } from '../endpoint.ts'"
    expect(findViolations({ path: 'http/endpoints/x.ts', source })).toEqual([])
  })
})

describe('the import rule of the page', () => {
  it('holds in every file of it', () => {
    expect(page.length).toBeGreaterThan(40)
    expect(page.flatMap(findPageViolations)).toEqual([])
    expect(findCircles(page)).toEqual([])
    expect(findCrowds(page)).toEqual([])
  })

  it.each([
    ['parts/x.tsx', "import { a } from '../data/a.tsx'", 'not below parts'],
    ['data/x.tsx', "import { a } from '../model/a.tsx'", 'not below data'],
    ['api/x.ts', "import { a } from '../../src/store/a.ts'", 'not below api'],
    ['helpers/x.ts', '', 'in no row'],
  ])('finds a violation planted in %s', (path, source, found) => {
    expect(findPageViolations({ path, source }).join()).toContain(found)
  })
})

it('the client runs in a browser: it needs nothing of Node', () => {
  const client = files.filter(({ path }) => path.startsWith('client/'))
  expect(client.length).toBeGreaterThan(2)
  expect(client.filter(({ source }) => /'node:|\bprocess\.|\bBuffer\b/.test(source))).toEqual([])
})

describe('circles of imports', () => {
  it('are nowhere', () => {
    expect(findCircles(files)).toEqual([])
  })

  it('are found where they are planted', () => {
    const planted = [
      { path: 'store/a.ts', source: "import { b } from './b.ts'" },
      { path: 'store/b.ts', source: "import type { c } from './c.ts'" },
      { path: 'store/c.ts', source: "import { a } from './a.ts'" },
    ]
    expect(findCircles(planted)).toEqual(['store/a.ts -> store/b.ts -> store/c.ts -> store/a.ts'])
  })
})

describe('rooms', () => {
  it(`have at most ${MAX_FILES} files each`, () => {
    expect(findCrowds(files)).toEqual([])
  })

  it('that are crowded are found', () => {
    const crowd = Array.from({ length: MAX_FILES + 1 }, (_, i) => ({ path: `store/f${i}.ts`, source: '' }))
    expect(findCrowds(crowd)).toEqual(['store has 15 files'])
  })
})
