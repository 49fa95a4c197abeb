import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../src/db/free-port.ts'
import { startBenchDatabase } from './support/bench-database.ts'
import { readMemory } from './support/bytes/watch-memory.ts'
import { runBench } from './support/run-bench.ts'

const MIB = 1024 * 1024
const LOOK_MS = 5
const READY_MS = 60_000
/** Until what the start has used is given back. */
const REST_MS = 15_000
const QUICK_REST_MS = 1000

/** Starts a relay as an operator does, and answers how long it takes until it is ready for work, and its memory at rest. */
const startOnce = async (env: Record<string, string>, restMs: number) => {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, ['src/main.js'], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      WARM_CONTAINERS: '0',
      ...env,
    },
    stdio: 'inherit',
  })
  const exited = once(child, 'exit')
  try {
    for (const deadline = began + READY_MS; ; await sleep(LOOK_MS)) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
      await answer?.arrayBuffer()
      if (answer?.ok) break
      if (child.exitCode !== null || performance.now() > deadline) throw new Error('The relay is not ready.')
    }
    const seconds = (performance.now() - began) / 1000
    await sleep(restMs)
    return { seconds, memory: (await readMemory(child.pid ?? 0)) / MIB }
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}

await runBench({
  about:
    'How long a relay takes to be ready for work with a database that is there, and its memory when it has nothing to do.',
  figures: {
    start: { what: 'start to ready, PostgreSQL running', unit: 's', goal: { atMost: 1.5 } },
    'start-embedded': {
      what: 'start to ready, with the embedded PostgreSQL and its data',
      unit: 's',
      goal: { atMost: 1.5 },
    },
    rest: {
      what: 'memory of a relay at rest that serves requests and executes runs',
      unit: 'MiB',
      goal: { atMost: 120 },
    },
  },
  async measure({ rounds, isQuick, record }) {
    const restMs = isQuick ? QUICK_REST_MS : REST_MS
    const own = { INSTANCE: `bench-${process.pid}` }
    {
      const database = await startBenchDatabase()
      try {
        const env = { ...own, DATABASE_URL: database.url }
        await startOnce(env, 0)
        for (let round = 0; round < rounds; round++) {
          // Memory is what it is; it need not be waited for as often.
          const { seconds, memory } = await startOnce(env, round < 2 ? restMs : 0)
          record('start', seconds)
          if (round < 2) record('rest', memory)
        }
      } finally {
        await database.stop()
      }
    }
    const folder = await mkdtemp(join(tmpdir(), 'bench-start-'))
    try {
      const env = { ...own, DATA_DIR: folder, DATABASE_URL: '' }
      await startOnce(env, 0)
      for (let round = 0; round < rounds; round++) record('start-embedded', (await startOnce(env, 0)).seconds)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
})
