import { type Outcome, type Plan, simulateQueue, summarise } from './simulate-queue.ts'

/** One real run; seconds of the database's clock. */
export interface Span {
  asked: number
  start: number
  end: number
  attempts: number
}

const SIMULATIONS = 20
const meanOf = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/**
 * A table of a real queue beside simulated ones: one of the very same jobs at the same moments, and twenty of as many at
 * random moments, which know nothing of the real jobs but their mean and spread.
 */
export const compareQueues = (spans: Span[], workers: number, turnoverSeconds: number): string => {
  const first = Math.min(...spans.map(({ asked }) => asked))
  const durations = spans.map(({ start, end }) => end - start)
  const mean = meanOf(durations)
  const deviation = Math.sqrt(meanOf(durations.map((one) => (one - mean) ** 2)))
  const plan = (seed: number): Plan => ({
    jobs: spans.length,
    perSecond: (spans.length - 1) / (Math.max(...spans.map(({ asked }) => asked)) - first),
    busyHours: 24,
    meanSeconds: mean,
    spread: 'lognormal',
    variation: deviation / mean,
    workers,
    slots: 1,
    turnoverSeconds,
    lookSeconds: 0.5,
    failures: 0,
    deathsPerDay: 0,
    seed,
  })
  const real = summarise(spans, {
    busy: mean * spans.length,
    places: workers,
    end: Math.max(...spans.map(({ end }) => end)),
    repeated: spans.reduce((sum, { attempts }) => sum + attempts - 1, 0),
  })
  const same = simulateQueue(
    plan(0),
    spans.map(({ asked, start, end }) => ({ asked: asked - first, seconds: end - start })),
  )
  const random = Array.from({ length: SIMULATIONS }, (_, seed) => simulateQueue(plan(seed)))
  const row = (name: string, unit: string, pick: (outcome: Outcome) => number) => {
    const simulated = random.map(pick).toSorted((a, b) => a - b)
    const show = (value = Number.NaN) => `${value.toFixed(1)}${unit}`
    const [low, middle, high] = [simulated[1], simulated[9], simulated[18]].map(show)
    return `| ${name} | ${show(pick(real))} | ${show(pick(same))} | ${middle} (${low} to ${high}) |`
  }
  return [
    `${spans.length} jobs on ${workers} workers, ${mean.toFixed(2)} s each (standard deviation ${deviation.toFixed(2)} s)`,
    '',
    '| | real | the same jobs, simulated | as many at random: median of 20 (18 of them within) |',
    '|---|---|---|---|',
    row('wait, p50', ' s', ({ waits }) => waits.p50),
    row('wait, p95', ' s', ({ waits }) => waits.p95),
    row('wait, p99', ' s', ({ waits }) => waits.p99),
    row('wait, mean', ' s', ({ waits }) => waits.mean),
    row('places in use', ' %', ({ utilisation }) => utilisation * 100),
    row('longest queue', '', ({ longestQueue }) => longestQueue),
    row('all done after', ' s', ({ seconds }) => seconds),
  ].join('\n')
}
