import { readFile, writeFile } from 'node:fs/promises'
import { writeTypes } from '@tinymlaas/client-types'
import { type SpeedResult, speedResult } from '../../bench/support/figure.ts'
import { measuredTable, speedTable } from '../../bench/support/speed-tables.ts'
import { exitCodes } from '../../src/cli/relay/exit-codes.ts'
import { errorCodes } from '../../src/errors.ts'
import { describeSettings } from '../../src/usage.ts'
import { describeRelay } from './describe-relay.ts'
import { drawArchitecture } from './draw-architecture.ts'

// Writes the parts of README.md, docs/architecture.md and .env.example that are made from the code, and the types of the
// client. A test checks that they are current.

const cell = (text: string) => text.replaceAll('|', '\\|')

const settingsTable = () => [
  '| setting | default | meaning |',
  '|---|---|---|',
  ...describeSettings().map(
    ({ name, value, means }) => `| \`${name}\` | ${value ? `\`${value}\`` : ''} | ${cell(means)} |`,
  ),
]

const errorsTable = () => [
  '| code | status | meaning |',
  '|---|---|---|',
  ...Object.entries(errorCodes).map(
    ([code, { status, means }]) => `| \`${code}\` | ${status} | ${cell(means)} |`,
  ),
]

const exitCodesTable = () => [
  '| code | meaning |',
  '|---|---|',
  ...Object.values(exitCodes).map(({ code, means }) => `| ${code} | ${cell(means)} |`),
]

/** Replaces what stands between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
const fill = (text: string, name: string, lines: string[]) => {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`]
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`There is no place for ${name}.`)
  return `${before}${begin}\n${lines.join('\n')}\n${end}${after}`
}

/** What `make bench` has left; null where there is no such file. */
const readSpeed = async (path: string): Promise<SpeedResult | null> => {
  const text = await readFile(path, 'utf8').catch(() => null)
  return text === null ? null : speedResult.parse(JSON.parse(text))
}

const NOT_YET = ['Not measured with this version yet: `make bench` does it.']

/** What the files should be. */
export const generateDocs = async () => {
  const readme = await readFile('README.md', 'utf8')
  const architecture = await readFile('docs/architecture.md', 'utf8')
  const speed = await readSpeed('bench/results/speed.json')
  const before = await readSpeed('bench/results/speed-before.json')
  const speedPage = await readFile('bench/results/speed.md', 'utf8')
  const pipelines = await readFile('docs/guides/pipelines.md', 'utf8')
  const example = describeSettings().map(
    ({ name, value, means }) => `# ${means}\n${value ? '' : '# '}${name}=${value}`,
  )
  return {
    'README.md': [
      ['settings', settingsTable()] as const,
      ['errors', errorsTable()] as const,
      ['measured', speed ? measuredTable(speed) : NOT_YET] as const,
    ].reduce((text, [name, lines]) => fill(text, name, [...lines]), readme),
    'bench/results/speed.md': fill(speedPage, 'figures', speed ? speedTable(speed, before) : NOT_YET),
    'docs/architecture.md': Object.entries(drawArchitecture()).reduce(
      (text, [name, lines]) => fill(text, name, lines),
      architecture,
    ),
    'docs/guides/pipelines.md': fill(pipelines, 'exit-codes', exitCodesTable()),
    '.env.example': `# Every setting with its default. Copy to .env, which docker compose reads; npm start takes the environment.\n\n${example.join('\n\n')}\n`,
    'src/client/api-types.ts': await writeTypes(await describeRelay()),
  }
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await generateDocs())) await writeFile(file, text)
}
