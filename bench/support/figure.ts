import { z } from 'zod'

/** What one line of the table is about. */
const figureSpec = z.object({
  /** As a reader understands it: "4,000 small pictures in a zip, against `psql \copy` of the same bytes". */
  what: z.string(),
  /** `x` is a ratio of two times or speeds that were measured in turns. */
  unit: z.enum(['x', 'ms', 's', 'MiB', '/s']),
  goal: z.union([z.object({ atMost: z.number() }), z.object({ atLeast: z.number() })]),
})
export type FigureSpec = z.infer<typeof figureSpec>

/** A line of the table with what was measured; no rounds where `missing` says why. */
export const figure = figureSpec.extend({
  name: z.string(),
  rounds: z.array(
    z.object({
      value: z.number(),
      /** What is behind it: "relay 0.62 s, psql 0.07 s". */
      seen: z.string().optional(),
    }),
  ),
  missing: z.string().optional(),
})
export type Figure = z.infer<typeof figure>

const machine = z.object({
  processor: z.string(),
  cores: z.int(),
  memoryGib: z.number(),
  system: z.string(),
  node: z.string(),
})
export type Machine = z.infer<typeof machine>

/** bench/results/speed.json: one run of everything. */
export const speedResult = z.object({
  at: z.iso.datetime(),
  commit: z.string(),
  /** Fewer rounds and smaller sizes: only to see that it works. */
  isQuick: z.boolean(),
  seconds: z.number(),
  machine,
  /** Milliseconds of take-pace.ts, before each program and at the end; older results have none. */
  pace: z.array(z.number()).optional(),
  figures: z.array(figure),
})
export type SpeedResult = z.infer<typeof speedResult>

/** Least, middle and most of what the rounds gave; of an even number of rounds the worse one of the middle. */
export const summarise = ({ rounds, goal }: Pick<Figure, 'rounds' | 'goal'>) => {
  const sorted = rounds.toSorted((a, b) => a.value - b.value)
  const [first, last] = [sorted[0], sorted.at(-1)]
  const middle = 'atMost' in goal ? Math.floor(sorted.length / 2) : Math.floor((sorted.length - 1) / 2)
  const median = sorted[middle]
  return first && median && last ? { min: first.value, median, max: last.value } : null
}

/** Whether the middle of the rounds is what was wanted; null where nothing was measured. */
export const isMet = (figure: Pick<Figure, 'rounds' | 'goal'>): boolean | null => {
  const found = summarise(figure)
  if (!found) return null
  const { goal } = figure
  return 'atMost' in goal ? found.median.value <= goal.atMost : found.median.value >= goal.atLeast
}

const digits = (value: number): string => {
  const places = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: places, minimumFractionDigits: places })
}

/** A value with its unit. */
export const write = (value: number, unit: Figure['unit']): string =>
  `${digits(value)}${unit === '/s' ? '' : ' '}${unit}`

/** A goal in words: "<= 8 x". */
export const writeGoal = ({ goal, unit }: Pick<FigureSpec, 'goal' | 'unit'>): string => {
  const [sign, value] = 'atMost' in goal ? ['<=', goal.atMost] : ['>=', goal.atLeast]
  return `${sign} ${value.toLocaleString('en-US')}${unit === '/s' ? '' : ' '}${unit}`
}
