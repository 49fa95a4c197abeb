import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from './fault-world.ts'
import type { LoopEngine } from './own-engine.ts'
import type { OwnPostgres } from './own-postgres.ts'
import { createRandom } from './random.ts'
import { submitRun, uploadNoise } from './submit-runs.ts'
import { type Step, steps, watchSteps } from './watch-steps.ts'

export type Fault = 'relay-kill' | 'postgres-kill' | 'postgres-crash' | 'terminate' | 'engine-kill'

interface LoopOptions {
  world: World
  postgres: OwnPostgres
  engine: LoopEngine
  seed: number
  faults: number
  kinds: readonly Fault[]
  /** Runs kept unfinished while faults are injected. */
  atOnce: number
}

const STEP_MS = 12_000

/** PostgreSQL may still be recovering from the fault before. */
const insist = async (act: () => Promise<void>) => {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (tries === 40) throw error
      await sleep(250)
    }
  }
}

/** Keeps `atOnce` runs going, and breaks something at a random moment of one of them, `faults` times. */
export const runFaultLoop = async (options: LoopOptions) => {
  const { world, postgres, engine, seed, faults, kinds, atOnce } = options
  const random = createRandom(seed)
  const dataset = await uploadNoise(world.url)
  const watch = watchSteps(engine.docker, postgres.url, world.instances)
  const acknowledged: string[] = []
  const state = { over: false }

  const submitting = (async () => {
    while (!state.over) {
      const left = await world.unfinished().catch(() => null)
      if (!left || left.runs >= atOnce) {
        await sleep(200)
        continue
      }
      const relay = world.relays[acknowledged.length % world.relays.length]
      acknowledged.push(await submitRun(relay?.url ?? world.url, dataset))
      watch.tell('submitted')
    }
  })()

  const inject: Record<Fault, () => Promise<void>> = {
    'relay-kill': async () => {
      const relay = random.pick(world.relays)
      await relay.kill()
      await relay.start()
    },
    'postgres-kill': async () => {
      await postgres.kill()
      await insist(postgres.start)
    },
    'postgres-crash': () => postgres.crash(),
    terminate: () => postgres.terminate(),
    'engine-kill': async () => {
      await engine.kill()
      await engine.start()
    },
  }
  const done: { fault: Fault; step: Step; seen: boolean }[] = []
  while (done.length < faults) {
    const step = random.pick(steps)
    const fault = random.pick(kinds)
    const seen = await watch.next(step, STEP_MS)
    await sleep(random.below(120))
    await insist(inject[fault])
    done.push({ fault, step, seen })
  }
  state.over = true
  await submitting
  await world.settle()
  await watch.stop()

  const countBy = (key: 'fault' | 'step') =>
    Object.fromEntries(
      Object.entries(Object.groupBy(done, (entry) => entry[key])).map(([name, all]) => [name, all?.length]),
    )
  return {
    seed,
    faults: done.length,
    /** At the very step that was chosen; the others came when no run took it in time. */
    onStep: done.filter(({ seen }) => seen).length,
    byFault: countBy('fault'),
    byStep: countBy('step'),
    ...(await world.audit(acknowledged)),
  }
}
