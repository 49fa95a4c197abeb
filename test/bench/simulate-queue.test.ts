import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { likenessOf, turnoverOf } from '../../bench/support/queue/compare-queues.ts'
import {
  createDurations,
  createRandom,
  type Plan,
  simulateQueue,
} from '../../bench/support/queue/simulate-queue.ts'

const plan: Plan = {
  jobs: 60_000,
  perSecond: 1,
  busyHours: 24,
  meanSeconds: 1,
  spread: 'exponential',
  variation: 1,
  likeness: 0,
  workers: 1,
  slots: 1,
  turnoverSeconds: 0,
  lookSeconds: 0,
  failures: 0,
  deathsPerDay: 0,
  seed: 3,
}
const near = (value: number, wanted: number, share = 0.05) =>
  expect(Math.abs(value - wanted) / wanted).toBeLessThan(share)

/** Erlang's formula C: how probable it is that a job waits, with so many places and so much work. */
const probabilityOfWaiting = (places: number, load: number) => {
  let term = 1
  let sum = 0
  for (let n = 0; n < places; n++) {
    sum += term
    term *= load / (n + 1)
  }
  const last = term / (1 - load / places)
  return last / (sum + last)
}

it.each([
  [1, 0.5],
  [2, 1.2],
  [10, 8],
])('waits on %d places are what queueing theory says of random durations', (workers, load) => {
  const { waits, utilisation } = simulateQueue({ ...plan, workers, perSecond: load })
  near(waits.mean, probabilityOfWaiting(workers, load) / (workers - load), 0.1)
  near(utilisation, load / workers)
})

it('equal durations wait half as long as random ones (Pollaczek and Khinchine)', () => {
  near(simulateQueue({ ...plan, spread: 'fixed', perSecond: 0.7 }).waits.mean, 0.7 / (2 * (1 - 0.7)), 0.1)
  const { waits } = simulateQueue({ ...plan, spread: 'lognormal', variation: 0.5, perSecond: 0.7 })
  near(waits.mean, ((1 + 0.5 ** 2) * 0.7) / (2 * (1 - 0.7)), 0.1)
})

it('slow jobs that come in rows make others wait longer, with the same mean', () => {
  for (const likeness of [0, 0.6, 0.9]) {
    const next = createDurations({ ...plan, spread: 'lognormal', likeness }, createRandom(5))
    const durations = Array.from({ length: 50_000 }, next)
    expect(Math.abs(likenessOf(durations) - likeness)).toBeLessThan(0.02)
    near(durations.reduce((sum, one) => sum + one, 0) / durations.length, 1, 0.1)
  }
  const mixed = { ...plan, jobs: 200_000, spread: 'lognormal', variation: 0.5, perSecond: 0.7 } as const
  const [apart, alike] = [0, 0.9].map((likeness) => simulateQueue({ ...mixed, likeness }))
  near(alike?.utilisation ?? 0, 0.7)
  near(apart?.utilisation ?? 0, 0.7)
  expect(alike?.waits.p95).toBeGreaterThan(1.5 * (apart?.waits.p95 ?? 0))
})

it('a place is taken as long after a run as the runs show that waited for it', () => {
  const run = (worker: string, asked: number, start: number, end: number, attempts = 1) => ({
    ...{ worker, asked, start, end, attempts },
  })
  const one = [run('a', 0, 0, 2), run('a', 1, 2.5, 4), run('a', 2, 4.7, 6), run('a', 9, 9.1, 10)]
  // It began elsewhere, when this place was taken.
  const again = run('a', 2, 5, 12, 2)
  expect(turnoverOf([...one, again, run('b', 0, 0, 1)])).toBeCloseTo(0.6)
  expect(turnoverOf([run('a', 0, 0, 2)])).toBe(0)
})

it('what comes at once is done one after the other, and a place is taken a while longer than its run', () => {
  const all = { ...plan, jobs: 10, perSecond: null, spread: 'fixed', meanSeconds: 2, workers: 2 } as const
  const quick = simulateQueue(all)
  expect(quick.seconds).toBeCloseTo(10)
  expect(quick.longestQueue).toBe(8)
  expect(quick.utilisation).toBeCloseTo(1)
  expect(simulateQueue({ ...all, turnoverSeconds: 0.5 }).seconds).toBeCloseTo(12)
})

it('what the day leaves is done at night', () => {
  // 8 hours of one a minute, of 2 minutes each: at their end half of them wait, and are done 8 hours later.
  const day = {
    ...plan,
    jobs: 960,
    perSecond: 1 / 60,
    busyHours: 8,
    spread: 'fixed',
    meanSeconds: 120,
  } as const
  const { longestQueue, seconds, utilisation } = simulateQueue(day)
  near(longestQueue, 240, 0.15)
  near(seconds, 40 * 3600, 0.05)
  near(utilisation, 0.8, 0.05)
})

it('a free place is found only when it looks', () => {
  const { waits } = simulateQueue({ ...plan, jobs: 20_000, perSecond: 0.001, lookSeconds: 4 })
  near(waits.mean, 2)
  expect(waits.p95).toBeLessThanOrEqual(4)
})

it('what fails or dies is repeated, and takes its time', () => {
  const calm = simulateQueue({ ...plan, jobs: 5000, perSecond: 0.5 })
  expect(calm.repeated).toBe(0)
  const failing = simulateQueue({ ...plan, jobs: 5000, perSecond: 0.5, failures: 0.1 })
  near(failing.repeated, 5000 * (0.1 / 0.9), 0.15)
  expect(failing.waits.mean).toBeGreaterThan(calm.waits.mean)
  // Once in 1,000 s of work.
  near(simulateQueue({ ...plan, jobs: 50_000, perSecond: 0.5, deathsPerDay: 86.4 }).repeated, 50, 0.5)
})

it('is the same for the same seed, and another for another', () => {
  expect(simulateQueue({ ...plan, jobs: 100 })).toEqual(simulateQueue({ ...plan, jobs: 100 }))
  expect(simulateQueue({ ...plan, jobs: 100 })).not.toEqual(simulateQueue({ ...plan, jobs: 100, seed: 4 }))
})

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['bench/simulate-queue.ts', ...args]).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: unknown) => ({ code: Number(Object(error).code), text: String(Object(error).stderr) }),
  )

it('the command explains itself, and refuses what makes no sense in one sentence', async () => {
  expect(await run('--help')).toEqual({ code: 0, text: expect.stringContaining('--jobs-per-day') })
  for (const [args, sentence] of [
    [['--workers', '0'], '--workers is a number from 1 to 10000, not 0. --help explains the options.\n'],
    [
      ['--mean', 'long'],
      '--mean is a number from 0.001 to 1000000, not long. --help explains the options.\n',
    ],
    [
      ['--spread', 'wide'],
      '--spread is fixed, exponential or lognormal, not wide. --help explains the options.\n',
    ],
    [['--speed', '1'], "Unknown option '--speed'. --help explains the options.\n"],
  ] as const)
    expect(await run(...args)).toEqual({ code: 2, text: sentence })
  expect(JSON.parse((await run('--json', '--jobs-per-day', '10')).text)).toMatchObject({
    plan: { jobs: 10 },
    outcome: { repeated: 0 },
  })
})
