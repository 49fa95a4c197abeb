import { parseArgs } from 'node:util'
import { toError } from '../src/errors.ts'
import { type Outcome, type Plan, type Spread, simulateQueue } from './support/queue/simulate-queue.ts'

const HELP = `usage: node bench/simulate-queue.ts [OPTION]...

Plays a day of the queue through and says how long runs wait. Nothing is started.

  --jobs-per-day N     how many come, at random moments of the day (default 1000)
  --busy-hours N       they come within so many hours of it (default 24)
  --at-once N          instead: N jobs at one moment
  --mean SECONDS       what a job takes (default 60)
  --spread NAME        fixed, exponential or lognormal (default)
  --variation N        of lognormal: standard deviation in parts of the mean (default 1)
  --likeness N         of lognormal: how like the job before, 0 to 0.99; slow ones then come in rows (default 0)
  --workers N          workers (default 2)
  --slots N            WORKER_CONCURRENCY of each (default 1)
  --turnover SECONDS   from the end of a run until its place is free (default 0.5)
  --look SECONDS       how often a free place looks for a run (default 0.5, as the relay's do)
  --failures SHARE     attempts that the engine fails, and that are repeated (default 0)
  --deaths N           how often a day a worker dies (default 0)
  --days N             days in a row, for steadier figures (default 1)
  --seed N             other random moments (default 1)
  --json               the outcome as JSON

Jobs are claimed in the order in which they came. Turns between clients and warm containers are left out.`

const OPTIONS = {
  'jobs-per-day': { type: 'string', default: '1000' },
  'busy-hours': { type: 'string', default: '24' },
  'at-once': { type: 'string' },
  mean: { type: 'string', default: '60' },
  spread: { type: 'string', default: 'lognormal' },
  variation: { type: 'string', default: '1' },
  likeness: { type: 'string', default: '0' },
  workers: { type: 'string', default: '2' },
  slots: { type: 'string', default: '1' },
  turnover: { type: 'string', default: '0.5' },
  look: { type: 'string', default: '0.5' },
  failures: { type: 'string', default: '0' },
  deaths: { type: 'string', default: '0' },
  days: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const HOUR = 3600
const MOST_JOBS = 2_000_000
const refuse = (sentence: string): never => {
  console.error(`${sentence} --help explains the options.`)
  process.exit(2)
}
const readOptions = () => {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch (error) {
    // Of what Node says the first sentence is about the mistake.
    return refuse(`${toError(error).message.split('. ')[0]}.`)
  }
}
const values = readOptions()
const isSpread = (text: string): text is Spread => ['fixed', 'exponential', 'lognormal'].includes(text)

/** A number within bounds. */
const read = (name: keyof typeof values, least: number, most: number): number => {
  const found = Number(values[name])
  if (Number.isNaN(found) || found < least || found > most)
    return refuse(`--${name} is a number from ${least} to ${most}, not ${values[name]}.`)
  return found
}
const readPlan = (): Plan => {
  const atOnce = values['at-once'] === undefined ? null : Math.floor(read('at-once', 1, MOST_JOBS))
  const days = read('days', 1, 3650)
  const busyHours = read('busy-hours', 0.1, 24)
  const jobs = atOnce ?? Math.round(read('jobs-per-day', 1, MOST_JOBS) * days)
  if (jobs > MOST_JOBS) refuse(`That is ${jobs} jobs, and more than ${MOST_JOBS} take too long.`)
  const { spread } = values
  if (!isSpread(spread)) return refuse(`--spread is fixed, exponential or lognormal, not ${spread}.`)
  return {
    jobs,
    perSecond: atOnce ? null : jobs / (days * busyHours * HOUR),
    busyHours,
    meanSeconds: read('mean', 0.001, 1e6),
    spread,
    variation: read('variation', 0, 10),
    likeness: read('likeness', 0, 0.99),
    workers: Math.floor(read('workers', 1, 10_000)),
    slots: Math.floor(read('slots', 1, 1000)),
    turnoverSeconds: read('turnover', 0, 3600),
    lookSeconds: read('look', 0, 3600),
    failures: read('failures', 0, 0.9),
    deathsPerDay: read('deaths', 0, 1000),
    seed: Math.floor(read('seed', 0, 2 ** 31)),
  }
}

const duration = (seconds: number): string =>
  seconds < 100
    ? `${seconds.toFixed(1)} s`
    : seconds < 2 * HOUR
      ? `${(seconds / 60).toFixed(1)} min`
      : `${(seconds / HOUR).toFixed(1)} h`
const show = (plan: Plan, { waits, utilisation, longestQueue, repeated, seconds }: Outcome) => {
  console.log(
    `${plan.jobs} jobs on ${plan.workers} x ${plan.slots} places, ${duration(plan.meanSeconds)} each`,
  )
  console.log(
    `wait: p50 ${duration(waits.p50)}, p95 ${duration(waits.p95)}, p99 ${duration(waits.p99)}, most ${duration(waits.most)}`,
  )
  console.log(
    `places in use ${(utilisation * 100).toFixed(0)} %, longest queue ${longestQueue}, attempts repeated ${repeated}, all done after ${duration(seconds)}`,
  )
}

if (values.help) console.log(HELP)
else {
  const plan = readPlan()
  const outcome = simulateQueue(plan)
  if (values.json) console.log(JSON.stringify({ plan, outcome }, null, 2))
  else show(plan, outcome)
}
