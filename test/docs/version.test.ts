import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

it('the package of the jobs has the version of the relay', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))
  const project = await readFile('tf-image/pyproject.toml', 'utf8')
  expect(/^version = "(.*)"$/m.exec(project)?.[1]).toBe(version)
})
