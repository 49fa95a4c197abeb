import { type Outcome, type Plan, simulateQueue, summarise } from './simulate-queue.ts'

/** One real run; seconds of the database's clock. */
export interface Span {
  asked: number
  start: number
  end: number
  attempts: number
  worker: string
}

const SIMULATIONS = 20
const meanOf = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** How much a duration is like the one before: the correlation of their logarithms, of which no negative one is simulated. */
export const likenessOf = (durations: number[]): number => {
  const logs = durations.map(Math.log)
  const mean = meanOf(logs)
  const products = (apart: number) =>
    logs.slice(apart).reduce((sum, one, n) => sum + (one - mean) * ((logs[n] ?? mean) - mean), 0)
  return Math.max(0, products(1) / products(0))
}

/**
 * Seconds from a run's end until its place had the next one, where that waited already. Only of runs begun once: another
 * attempt bears the time of the first one and the worker of the last.
 */
export const turnoverOf = (spans: Span[]): number => {
  const gaps = [...Map.groupBy(spans, ({ worker }) => worker).values()].flatMap((own) => {
    const order = own.filter(({ attempts }) => attempts === 1).toSorted((a, b) => a.start - b.start)
    return order.slice(1).flatMap(({ asked, start }, n) => {
      const before = order[n]?.end ?? start
      return asked < before && start > before ? [start - before] : []
    })
  })
  return gaps.length > 0 ? meanOf(gaps) : 0
}

/**
 * A table of a real queue beside simulated ones: one of the very same jobs at the same moments, and twenty of as many at
 * random moments, which know nothing of the real jobs but their mean and spread; and twenty that know as well how alike
 * jobs were that followed each other.
 */
export const compareQueues = (spans: Span[], workers: number): string => {
  const turnoverSeconds = turnoverOf(spans)
  const first = Math.min(...spans.map(({ asked }) => asked))
  const durations = spans.map(({ start, end }) => end - start)
  const mean = meanOf(durations)
  const deviation = Math.sqrt(meanOf(durations.map((one) => (one - mean) ** 2)))
  const likeness = likenessOf(
    spans.toSorted((a, b) => a.start - b.start).map(({ start, end }) => end - start),
  )
  const plan = (seed: number, alike = 0): Plan => ({
    jobs: spans.length,
    perSecond: (spans.length - 1) / (Math.max(...spans.map(({ asked }) => asked)) - first),
    busyHours: 24,
    meanSeconds: mean,
    spread: 'lognormal',
    variation: deviation / mean,
    likeness: alike,
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
  const repeat = (alike: number) =>
    Array.from({ length: SIMULATIONS }, (_, seed) => simulateQueue(plan(seed, alike)))
  const [random, rows] = [repeat(0), repeat(likeness)]
  const row = (name: string, unit: string, pick: (outcome: Outcome) => number) => {
    const show = (value = Number.NaN) => `${value.toFixed(1)}${unit}`
    const showAll = (outcomes: Outcome[]) => {
      const simulated = outcomes.map(pick).toSorted((a, b) => a - b)
      const [low, middle, high] = [simulated[1], simulated[9], simulated[18]].map(show)
      return `${middle} (${low} to ${high})`
    }
    return `| ${name} | ${show(pick(real))} | ${show(pick(same))} | ${showAll(rows)} | ${showAll(random)} |`
  }
  return [
    `${spans.length} jobs on ${workers} workers, ${mean.toFixed(2)} s each (standard deviation ${deviation.toFixed(2)} s), likeness ${likeness.toFixed(2)}, a place free ${turnoverSeconds.toFixed(2)} s later`,
    '',
    '| | real | the same jobs, simulated | as many of that likeness: median of 20 (18 of them within) | as many of none |',
    '|---|---|---|---|---|',
    row('wait, p50', ' s', ({ waits }) => waits.p50),
    row('wait, p95', ' s', ({ waits }) => waits.p95),
    row('wait, p99', ' s', ({ waits }) => waits.p99),
    row('wait, mean', ' s', ({ waits }) => waits.mean),
    row('places in use', ' %', ({ utilisation }) => utilisation * 100),
    row('longest queue', '', ({ longestQueue }) => longestQueue),
    row('all done after', ' s', ({ seconds }) => seconds),
  ].join('\n')
}
