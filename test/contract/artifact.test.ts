import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { purposeOf } from '../../src/contract/artifact.ts'

const manifest = z.object({ artifacts: z.array(z.object({ name: z.string() })) })

const unknown = (names: string[]) => names.filter((name) => purposeOf(name) === purposeOf('anything else'))

it.each(['train', 'compile'])('says what every file of a %s is for', async (kind) => {
  const text = await readFile(`tf-image/fixtures/result.${kind}.json`, 'utf8')
  const names = manifest.parse(JSON.parse(text)).artifacts.map(({ name }) => name)
  expect(names.length).toBeGreaterThan(3)
  expect(unknown(names)).toEqual([])
})

it('says it of every file that the job contract names', async () => {
  const contract = await readFile('docs/job-contract.md', 'utf8')
  const [paragraph = ''] = /^Artifacts: [\s\S]*?\n\n|^Artifacts: [\s\S]*$/m.exec(contract) ?? []
  const names = [...paragraph.matchAll(/`([\w.]+\.\w+)`/g)].map(([, name]) => name ?? '')
  expect(names).toContain('evaluation.json')
  expect(unknown(names)).toEqual([])
})
