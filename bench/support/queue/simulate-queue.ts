/** How long jobs take: all the same, or spread as the name says around the mean. */
export type Spread = 'fixed' | 'exponential' | 'lognormal'

export interface Plan {
  jobs: number
  /** Arrivals in a second, at random moments; `null` has all come at once. */
  perSecond: number | null
  /** They come within so many hours of a day, and none in the rest. */
  busyHours: number
  meanSeconds: number
  spread: Spread
  /** Standard deviation in parts of the mean, for lognormal. */
  variation: number
  /**
   * How much a job's duration is like that of the one before, for lognormal: 0 is not at all, towards 1 slow ones come in ever longer
   * rows. It is the correlation of the logarithms.
   */
  likeness: number
  workers: number
  slots: number
  /** Seconds from the end of a run until its place is free: its container goes, and the queue is told. */
  turnoverSeconds: number
  /** Seconds between two looks of a free place into the queue. */
  lookSeconds: number
  /** Share of attempts that end for a reason outside, and are repeated. */
  failures: number
  /** How often a day a worker dies, and its run goes to another. */
  deathsPerDay: number
  seed: number
}

/** As the relay has it: pause before a repeated attempt, until a dead worker is noticed, and until it is back. */
const RETRY_SECONDS = 1
const TAKEOVER_SECONDS = 15
const RESTART_SECONDS = 15
const HOUR = 3600
const DAY = 24 * HOUR

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export const createRandom = (seed: number) => {
  const state = { at: seed >>> 0 }
  return () => {
    state.at = (state.at + 0x6d2b79f5) >>> 0
    let mixed = state.at
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
type Random = ReturnType<typeof createRandom>

const drawExponential = (random: Random, mean: number) => -mean * Math.log(1 - random())
const drawNormal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Durations one after the other. */
export const createDurations = ({ meanSeconds, spread, variation, likeness }: Plan, random: Random) => {
  const variance = Math.log(1 + variation ** 2)
  let before: number | null = null
  return (): number => {
    if (spread === 'fixed') return meanSeconds
    if (spread === 'exponential') return drawExponential(random, meanSeconds)
    // Mean and spread stay, whatever the likeness.
    const drawn = drawNormal(random)
    before = before === null ? drawn : likeness * before + Math.sqrt(1 - likeness ** 2) * drawn
    return meanSeconds * Math.exp(Math.sqrt(variance) * before - variance / 2)
  }
}

interface Job {
  /** When it was asked for. */
  asked: number
  /** What an attempt takes that is not disturbed. */
  seconds: number
}
interface Waiting extends Job {
  /** Since when it may be claimed. */
  at: number
  isRepeated: boolean
}

const planJobs = (plan: Plan, random: Random): Job[] => {
  const busySeconds = plan.busyHours * HOUR
  const nextDuration = createDurations(plan, random)
  let clock = 0
  return Array.from({ length: plan.jobs }, () => {
    if (plan.perSecond !== null) clock += drawExponential(random, 1 / plan.perSecond)
    const asked = clock + Math.floor(clock / busySeconds) * (DAY - busySeconds)
    return { asked, seconds: nextDuration() }
  })
}

/** The waiting ones, the earliest first: a heap, since a hundred thousand may come at once. */
const createHeap = () => {
  const items: Waiting[] = []
  const earlier = (a: number, b: number) => (items[a]?.at ?? Infinity) < (items[b]?.at ?? Infinity)
  const swap = (a: number, b: number) => {
    const [x, y] = [items[a], items[b]]
    if (x && y) [items[a], items[b]] = [y, x]
  }
  return {
    push(item: Waiting) {
      items.push(item)
      for (let at = items.length - 1; at > 0; ) {
        const above = (at - 1) >> 1
        if (!earlier(at, above)) return
        swap(at, above)
        at = above
      }
    },
    pop(): Waiting | undefined {
      const first = items[0]
      const last = items.pop()
      if (items.length > 0 && last) {
        items[0] = last
        for (let at = 0; ; ) {
          const [left, right] = [2 * at + 1, 2 * at + 2]
          const next = earlier(right, left) ? right : left
          if (!earlier(next, at)) break
          swap(at, next)
          at = next
        }
      }
      return first
    },
  }
}

/** When a place that is free since `free` starts what may be claimed from `at` on. */
const startOf = (free: number, at: number, look: number): number =>
  free >= at || look === 0 ? Math.max(free, at) : free + Math.ceil((at - free) / look) * look

/** A share of the sorted values; 0.5 is the median. */
const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** What comes of a plan. Times are seconds. */
export interface Outcome {
  waits: { mean: number; p50: number; p95: number; p99: number; most: number }
  /** Share of the places' time in which they had a job. */
  utilisation: number
  /** Most runs that waited at one moment. */
  longestQueue: number
  repeated: number
  /** From the first arrival to the last end. */
  seconds: number
}

const longestOf = (spans: { asked: number; start: number }[]): number => {
  const steps = spans.flatMap(({ asked, start }) => [[asked, 1] as const, [start, -1] as const])
  steps.sort(([a, up], [b, down]) => a - b || up - down)
  let now = 0
  return steps.reduce((most, [, step]) => {
    now += step
    return Math.max(most, now)
  }, 0)
}

/** Waits, utilisation and the rest, of spans from asking to starting and of the time in which places were busy. */
export const summarise = (
  spans: { asked: number; start: number }[],
  { busy, places, end, repeated }: { busy: number; places: number; end: number; repeated: number },
): Outcome => {
  const waits = spans.map(({ asked, start }) => start - asked).toSorted((a, b) => a - b)
  const first = Math.min(...spans.slice(0, 1).map(({ asked }) => asked))
  return {
    waits: {
      mean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
      p50: quantile(waits, 0.5),
      p95: quantile(waits, 0.95),
      p99: quantile(waits, 0.99),
      most: quantile(waits, 1),
    },
    utilisation: busy / (places * (end - first)),
    longestQueue: longestOf(spans),
    repeated,
    seconds: end - first,
  }
}

/**
 * Plays the queue through: jobs are claimed in the order in which they came, a free place looks for one every so often, and
 * what is cut off waits again. Turns between clients, priorities and warm containers are left out. Jobs that are `given` are
 * played instead of planned ones.
 */
export const simulateQueue = (plan: Plan, given?: Job[]): Outcome => {
  const random = createRandom(plan.seed)
  const waiting = createHeap()
  for (const job of given ?? planJobs(plan, random))
    waiting.push({ ...job, at: job.asked, isRepeated: false })
  const places = plan.workers * plan.slots
  // Free places look at moments of their own.
  const free = Array.from({ length: places }, () => -random() * plan.lookSeconds)
  const spans: { asked: number; start: number }[] = []
  const sum = { busy: 0, end: 0, repeated: 0 }
  for (let job = waiting.pop(); job; job = waiting.pop()) {
    let place = 0
    let start = Number.POSITIVE_INFINITY
    for (const [n, since] of free.entries()) {
      const possible = startOf(since, job.at, plan.lookSeconds)
      if (possible < start) [place, start] = [n, possible]
    }
    if (!job.isRepeated) spans.push({ asked: job.asked, start })
    const death = drawExponential(random, 1) * (DAY / Math.max(plan.deathsPerDay, Number.EPSILON))
    const failure = random() < plan.failures ? random() * job.seconds : Number.POSITIVE_INFINITY
    const lasted = Math.min(job.seconds, death, failure)
    const end = start + lasted
    sum.busy += lasted
    sum.end = Math.max(sum.end, end)
    const died = lasted === death
    free[place] = end + (died ? RESTART_SECONDS : plan.turnoverSeconds)
    if (lasted < job.seconds) {
      sum.repeated += 1
      waiting.push({ ...job, at: end + (died ? TAKEOVER_SECONDS : RETRY_SECONDS), isRepeated: true })
    }
  }
  return summarise(spans, { ...sum, places })
}
