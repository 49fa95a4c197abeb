import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { generateDocs } from '../../scripts/docs/generate-docs.ts'

it('README.md, docs/architecture.md, .env.example and the client’s types say what the code does (npm run docs writes them anew)', async () => {
  for (const [file, text] of Object.entries(await generateDocs()))
    expect(await readFile(file, 'utf8')).toBe(text)
})
