import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { describeMachine } from './support/describe-machine.ts'
import { type Figure, figure, isMet, type SpeedResult } from './support/figure.ts'
import { takePace } from './support/take-pace.ts'

/** In the order of the table. */
const PROGRAMS = [
  'tensorflow-jobs',
  'small-pictures',
  'large-pictures',
  'transfers',
  'lists',
  'no-op-jobs',
  'at-rest',
].filter((name) => existsSync(`bench/${name}.ts`))
const RESULT = 'bench/results/speed.json'

const USAGE = `Measures how fast the relay is: every figure of bench/results/speed.md, both sides of each ratio in turns.

  make bench                            everything, then writes ${RESULT}, speed.md and the table of the README
  node bench/speed.ts [--quick] [--rounds N] [--only NAME,NAME] [--json FILE]

  --quick       one round and small sizes, to see that it works; what is in bench/results stays as it is
  --rounds N    how often to measure
  --only NAMES  only some of: ${PROGRAMS.join(', ')}; bench/results stays as it is
  --json FILE   write the result there as well

Needs a Docker engine. Nothing else should run on the machine meanwhile. node bench/NAME.ts --help tells of each.
`

const options = {
  help: { type: 'boolean' },
  quick: { type: 'boolean' },
  rounds: { type: 'string' },
  only: { type: 'string' },
  json: { type: 'string' },
} as const

/** What one program measured; it has said itself why figures are missing. */
const measure = async (program: string, args: string[], folder: string): Promise<Figure[]> => {
  const file = join(folder, `${program}.json`)
  const child = spawn(process.execPath, [`bench/${program}.ts`, '--json', file, ...args], {
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) throw new Error(`bench/${program}.ts ended with ${code} and left no figures.`)
  return z.array(figure).parse(JSON.parse(text))
}

const main = async () => {
  const { values } = parseArgs({ options })
  if (values.help) return void process.stdout.write(USAGE)
  const { quick: isQuick = false, rounds, only } = values
  const chosen = only?.split(',') ?? PROGRAMS
  const unknown = chosen.filter((name) => !PROGRAMS.includes(name))
  if (unknown.length > 0) throw new Error(`--only knows ${PROGRAMS.join(', ')}, not ${unknown.join(', ')}.`)
  const args = [...(isQuick ? ['--quick'] : []), ...(rounds ? ['--rounds', rounds] : [])]
  const began = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const figures: Figure[] = []
  const pace: number[] = []
  try {
    for (const [n, program] of chosen.entries()) {
      const minutes = ((performance.now() - began) / 60_000).toFixed(1)
      console.log(`\n[${n + 1}/${chosen.length}] ${program} (after ${minutes} min)`)
      pace.push(takePace())
      figures.push(...(await measure(program, args, folder)))
    }
    pace.push(takePace())
  } finally {
    await rm(folder, { recursive: true })
  }
  const result: SpeedResult = {
    at: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    isQuick,
    seconds: Math.round((performance.now() - began) / 1000),
    machine: await describeMachine(),
    pace,
    figures,
  }
  const text = `${JSON.stringify(result, null, 1)}\n`
  if (values.json) await writeFile(values.json, text)
  if (!isQuick && only === undefined) {
    await writeFile(RESULT, text)
    const { generateDocs } = await import('../scripts/docs/generate-docs.ts')
    for (const [path, written] of Object.entries(await generateDocs())) await writeFile(path, written)
  }
  const missed = figures.filter((one) => isMet(one) === false)
  const missing = figures.filter((one) => isMet(one) === null)
  console.log(
    `\n${figures.length - missed.length - missing.length} goals met, ${missed.length} missed, ${missing.length} not measured, in ${Math.round(result.seconds / 60)} min`,
  )
  for (const { what } of missed) console.log(`  missed: ${what}`)
  for (const { what, missing: why } of missing) console.log(`  not measured: ${what} (${why})`)
}

await main()
