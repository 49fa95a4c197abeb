import { randomInt } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Fault, runFaultLoop } from './support/fault-loop.ts'
import { startWorld } from './support/fault-world.ts'
import { startOwnEngine, useSharedEngine } from './support/own-engine.ts'
import { startOwnPostgres } from './support/own-postgres.ts'

/** `npm run faults` raises this. */
const FAULTS = Number(process.env['FAULTS'] ?? 40)
/** A new one each time, printed first: FAULT_SEED gives it again. */
const SEED = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31))
const MINUTE = 60_000

const withoutEngine: Fault[] = ['relay-kill', 'relay-kill', 'postgres-kill', 'postgres-crash', 'terminate']
const withEngine: Fault[] = [...withoutEngine, 'engine-kill', 'engine-kill', 'engine-kill']

const cases = [
  { name: 'relays and PostgreSQL', share: 0.6, relays: 2, kinds: withoutEngine, own: null },
  { name: 'the engine as well', share: 0.4, relays: 1, kinds: withEngine, own: { liveRestore: false } },
  {
    name: 'the engine, with live-restore',
    share: FAULTS > 100 ? 0.2 : 0,
    relays: 2,
    kinds: withEngine,
    own: { liveRestore: true },
  },
  {
    name: 'relays of one name',
    share: FAULTS > 100 ? 0.15 : 0,
    relays: 2,
    kinds: withoutEngine,
    own: null,
    oneName: true,
  },
].filter(({ share }) => share > 0)

process.stdout.write(`faults: FAULTS=${FAULTS} FAULT_SEED=${SEED}\n`)

it.concurrent.each(cases)(
  'ends every acknowledged run once while things are killed: $name',
  async ({ name, share, relays, kinds, own, oneName = false }) => {
    await using postgres = await startOwnPostgres()
    await using engine = own ? await startOwnEngine(own.liveRestore) : await useSharedEngine()
    await using world = await startWorld({ postgres, engine, relays, oneName })
    const faults = Math.ceil(FAULTS * share)
    const figures = await runFaultLoop({ world, postgres, engine, seed: SEED, faults, kinds, atOnce: 3 })
    process.stdout.write(`faults: ${name}: ${JSON.stringify(figures)}\n`)
    expect(figures).toMatchObject({
      faults,
      failed: [],
      lost: 0,
      duplicates: 0,
      orphans: 0,
      incomplete: 0,
      gaps: 0,
      wrongBlobs: [],
      stuckJobs: 0,
    })
  },
  FAULTS * MINUTE,
)
