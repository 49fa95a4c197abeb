import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'tf-image/README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const PATH = /(?<![\w./-])(?:src|test|scripts|docs|migrations|bench|tf-image)\/[\w./-]*\w\/?/g

/** Names of files and folders of this repository that a text has. */
const pathsIn = (text: string): string[] => [...new Set(text.match(PATH) ?? [])]

it.each(pages)('%s names only files that exist', (page) => {
  expect(pathsIn(readFileSync(page, 'utf8')).filter((path) => !existsSync(path))).toEqual([])
})

it('finds paths in sentences, tables and commands', () => {
  expect(
    pathsIn(
      'see `src/app.ts`, docs/glossary.md. | `tf-image/fixtures/` | npx vitest run test/bridge -t x; ../src/no.ts',
    ),
  ).toEqual(['src/app.ts', 'docs/glossary.md', 'tf-image/fixtures/', 'test/bridge'])
})

it('CONTRIBUTING.md and the glossary name many', () => {
  for (const page of ['CONTRIBUTING.md', 'docs/glossary.md']) {
    expect(pathsIn(readFileSync(page, 'utf8')).length).toBeGreaterThan(30)
  }
})

it('every decision has its row in the index', () => {
  const index = readFileSync('docs/decisions/README.md', 'utf8')
  const files = readdirSync('docs/decisions').filter((name) => /^\d{4}-/.test(name))
  expect(files.filter((name) => !index.includes(`](${name})`))).toEqual([])
  const numberOf = (name: string) => `# ${Number(name.slice(0, 4))}. `
  const misnumbered = files.filter(
    (name) => !readFileSync(`docs/decisions/${name}`, 'utf8').startsWith(numberOf(name)),
  )
  expect(misnumbered).toEqual([])
})
