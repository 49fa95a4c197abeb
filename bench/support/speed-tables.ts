import { type Figure, isMet, type SpeedResult, summarise, write, writeGoal } from './figure.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

const spread = (figure: Figure): string => {
  const found = summarise(figure)
  if (!found) return `not measured: ${cell(figure.missing ?? '')}`
  const { min, median, max } = found
  if (figure.rounds.length === 1) return write(median.value, figure.unit)
  return [min, median.value, max].map((value) => write(value, figure.unit)).join(' / ')
}

const verdict = (figure: Figure): string => {
  const met = isMet(figure)
  return met === null ? '' : met ? 'yes' : '**no**'
}

const describeRun = ({ at, commit, machine, seconds, isQuick }: SpeedResult): string =>
  `Measured at ${at.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, in ${Math.round(seconds / 60)} min${isQuick ? ' (quick: one round, small sizes; proves nothing)' : ''}, on ${machine.cores} cores of ${machine.processor}, ${machine.memoryGib} GiB of memory, ${machine.system}, Node ${machine.node.slice(1)}.`

/** How fast the machine was meanwhile: what is no ratio depends on it. */
const describePace = ({ pace = [] }: SpeedResult): string[] =>
  pace.length === 0
    ? []
    : [
        `A fixed piece of JavaScript (bench/support/take-pace.ts) took ${Math.min(...pace)} to ${Math.max(...pace)} ms meanwhile; what is no ratio depends on that.`,
      ]

/** The middle of what an earlier run gave for the same figure. */
const earlier = (before: SpeedResult | null, { name, unit }: Figure): string => {
  const found = before?.figures.find((one) => one.name === name)
  const summary = found && summarise(found)
  return summary ? write(summary.median.value, unit) : ''
}

/** The table of bench/results/speed.md: every figure with its goal and, in the middle round, what is behind it. */
export const speedTable = (result: SpeedResult, before: SpeedResult | null): string[] => [
  describeRun(result),
  ...describePace(result),
  ...(before ? [`The column "before" is of commit ${before.commit}, measured the same way.`] : []),
  '',
  '| figure | goal | before | least / middle / most | met | behind the middle one |',
  '|---|---|---|---|---|---|',
  ...result.figures.map(
    (figure) =>
      `| ${cell(figure.what)} | ${writeGoal(figure)} | ${earlier(before, figure)} | ${spread(figure)} | ${verdict(figure)} | ${cell(summarise(figure)?.median.seen ?? '')} |`,
  ),
]

/** The table of the README. */
export const measuredTable = (result: SpeedResult): string[] => [
  '| what | goal | least / middle / most |',
  '|---|---|---|',
  ...result.figures.map((figure) => `| ${cell(figure.what)} | ${writeGoal(figure)} | ${spread(figure)} |`),
]
