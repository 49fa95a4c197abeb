import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { inspect, parseArgs } from 'node:util'
import { toError } from '../../src/errors.ts'
import { type Figure, type FigureSpec, isMet, summarise, write, writeGoal } from './figure.ts'

const ROUNDS = 5
const QUICK_ROUNDS = 1

export interface BenchContext<Name extends string> {
  /** How often to measure: every round of a ratio measures both sides, one after the other. */
  rounds: number
  /** Small sizes: only to see that it works. */
  isQuick: boolean
  /** Notes one round of a figure, with what is behind it. */
  record: (name: Name, value: number, seen?: string) => void
  /** Says why a figure cannot be measured here. */
  lack: (name: Name, why: string) => void
  /** Progress, for a person. */
  say: (text: string) => void
}

interface Bench<Name extends string> {
  /** What it measures, in a sentence or two, for `--help`. */
  about: string
  figures: Record<Name, FigureSpec>
  measure: (context: BenchContext<Name>) => Promise<void>
}

const options = {
  help: { type: 'boolean' },
  quick: { type: 'boolean' },
  rounds: { type: 'string' },
  json: { type: 'string' },
} as const

const usage = (program: string, about: string, figures: FigureSpec[]) => `${about}

  node bench/${program} [--rounds N] [--quick] [--json FILE]

  --rounds N    how often to measure (${ROUNDS})
  --quick       one round and small sizes: only to see that it works
  --json FILE   write the figures there as well, as bench/speed.ts reads them

Its figures and their goals:
${figures.map((spec) => `  ${spec.what}: ${writeGoal(spec)}`).join('\n')}
`

const describe = (figure: Figure): string => {
  const found = summarise(figure)
  if (!found) return `${figure.what}: not measured, ${figure.missing}`
  const { min, median, max } = found
  const spread = `${write(min, figure.unit)} / ${write(median.value, figure.unit)} / ${write(max, figure.unit)}`
  return `${isMet(figure) ? 'met   ' : 'MISSED'} ${figure.what}: ${spread} (${writeGoal(figure)})${median.seen ? `; ${median.seen}` : ''}`
}

/**
 * The entrance of a program of bench/: reads its arguments, has it measured, and tells the figures. Where measuring
 * fails, what was measured until then is told as well, the exit code is 1, and the other figures say why they are missing.
 */
export const runBench = async <Name extends string>({ about, figures, measure }: Bench<Name>) => {
  const { values } = parseArgs({ options })
  const program = basename(process.argv[1] ?? '')
  const specs = Object.entries<FigureSpec>(figures)
  if (values.help) {
    process.stdout.write(
      usage(
        program,
        about,
        specs.map(([, spec]) => spec),
      ),
    )
    return
  }
  const isQuick = values.quick ?? false
  const rounds = Number(values.rounds ?? (isQuick ? QUICK_ROUNDS : ROUNDS))
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1 on.')

  const measured = new Map<string, Figure>(specs.map(([name, spec]) => [name, { name, ...spec, rounds: [] }]))
  const say = (text: string) => process.stderr.write(`  ${text}\n`)
  const record = (name: Name, value: number, seen?: string) => {
    measured.get(name)?.rounds.push({ value, ...(seen && { seen }) })
    const { unit } = figures[name]
    say(`${name}: ${write(value, unit)}${seen ? ` (${seen})` : ''}`)
  }
  const lack = (name: Name, why: string) => {
    const figure = measured.get(name)
    if (figure) figure.missing = why
  }
  try {
    await measure({ rounds, isQuick, record, lack, say })
  } catch (thrown) {
    const { message } = toError(thrown)
    process.stderr.write(`${inspect(thrown)}\n`)
    for (const figure of measured.values())
      if (figure.rounds.length === 0) figure.missing ??= message.split('\n')[0] ?? ''
    process.exitCode = 1
  }
  for (const figure of measured.values()) {
    if (figure.rounds.length === 0) figure.missing ??= 'nothing was recorded'
    console.log(describe(figure))
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify([...measured.values()], null, 1)}\n`)
}
