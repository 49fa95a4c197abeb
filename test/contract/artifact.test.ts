import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { purposeOf } from '../../src/contract/artifact.ts'

const manifest = z.object({ artifacts: z.array(z.object({ name: z.string() })) })

it.each(['train', 'compile'])('says what every file of a %s is for', async (kind) => {
  const text = await readFile(`tf-image/fixtures/result.${kind}.json`, 'utf8')
  const names = manifest.parse(JSON.parse(text)).artifacts.map(({ name }) => name)
  expect(names.length).toBeGreaterThan(3)
  expect(names.filter((name) => purposeOf(name) === purposeOf('anything else'))).toEqual([])
})
