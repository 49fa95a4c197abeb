import { expect, it } from 'vitest'
import { sourceFiles } from './layers.ts'

it('tests and measurements ask the engine that DOCKER_HOST names', () => {
  const isFixed = /socketPath(: | = )['"`]/
  const named = ['test', 'bench'].flatMap((folder) =>
    sourceFiles(folder).flatMap(({ path, source }) => (isFixed.test(source) ? [`${folder}/${path}`] : [])),
  )
  expect(named).toEqual([])
})
