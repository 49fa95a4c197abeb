import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual, promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { audit } from '../faults/support/audit.ts'
import { ensureFaultImage } from '../faults/support/fault-image.ts'
import { type OwnPostgres, startOwnPostgres } from '../faults/support/own-postgres.ts'
import { submitRun, uploadNoise } from '../faults/support/submit-runs.ts'
import { provenUnless } from '../setup/not-proven.ts'
import { createNodesClient, keepAsking, type NodesClient } from './support/ask-nodes.ts'
import { type Swarm, startSwarm } from './support/start-swarm.ts'

/*
 * deploy/swarm/stack.yml on three engines, by the commands of docs/clusters.md as they stand. Jobs last seconds. It takes
 * minutes on a busy machine, so that it is tried by `make testswarm` only.
 */
const IS_WHOLE = process.env['SWARM'] === 'whole'

const RELAY_IMAGE = process.env['RELAY_IMAGE'] ?? 'tinymlaas/relay:dev'
const NEXT_IMAGE = 'tinymlaas/relay:next'
/** Three workers are replaced one after the other, each of which has half a minute to end: only what stands still has failed. */
const STANDSTILL_MS = 180_000
const PATIENCE_MS = 540_000

const missing = (() => {
  try {
    execFileSync('bash', ['scripts/local-swarm.sh', 'check'], { stdio: 'pipe' })
    return null
  } catch (error) {
    return `a swarm of three engines (${String(Object(error).stderr).trim().split('\n').at(-1)})`
  }
})()

const runRow = z.object({ id: z.string(), state: z.string(), worker: z.string().nullable() })
const workerRow = z.object({ name: z.string(), state: z.string() })

/** Asks until the answer is as wanted; fails with the last one, when it has not changed for long. */
const until = async (ask: () => Promise<unknown>, wanted: unknown) => {
  const last = { found: undefined as unknown, since: performance.now() }
  for (const deadline = performance.now() + PATIENCE_MS; ; await sleep(300)) {
    const found = await ask().catch((error: unknown) => String(error))
    const now = performance.now()
    if (isDeepStrictEqual(found, wanted)) return
    if (!isDeepStrictEqual(found, last.found)) Object.assign(last, { found, since: now })
    if (now > deadline || now - last.since > STANDSTILL_MS) expect(found).toEqual(wanted)
  }
}

/** PostgreSQL listens on this machine's loopback address only; nodes come by their cable. */
const lend = async (port: number, host: string) => {
  const sockets = new Set<Socket>()
  const server: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined).on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(5432, host, resolve))
  return () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
}

/** What an operator would look at. */
const describeSwarm = async (swarm: Swarm): Promise<string> => {
  const looks = [
    ['node', 'ls'],
    ['stack', 'ps', 'tinymlaas', '--no-trunc'],
    ...['api', 'worker'].flatMap((service) => [
      ['service', 'inspect', '--format', '{{json .UpdateStatus}}', `tinymlaas_${service}`],
      ['service', 'logs', '--tail', '40', `tinymlaas_${service}`],
    ]),
  ]
  const said = looks.map((look) => swarm.docker(1, ...look).catch(String))
  return (await Promise.all(said)).join('\n\n')
}

/** The commands below a heading of the page. */
const commandsOf = async (heading: string): Promise<string[]> => {
  const page = await readFile('docs/clusters.md', 'utf8')
  const chapter = page.split(`\n### ${heading}\n`)[1]?.split('\n### ')[0] ?? ''
  return [...chapter.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands)
}

describe.skipIf(!IS_WHOLE)(
  'the stack on a swarm of three engines',
  { timeout: 1_200_000, ...(IS_WHOLE ? provenUnless(missing) : {}) },
  () => {
    const made = new AsyncDisposableStack()
    const acknowledged: string[] = []
    let swarm: Swarm
    let postgres: OwnPostgres
    let client: NodesClient
    let env: NodeJS.ProcessEnv
    let dataset: number

    const sh = async (commands = '') =>
      (await promisify(execFile)('bash', ['-euxo', 'pipefail', '-c', commands], { env })).stdout
    const listRuns = async () => z.array(runRow).parse((await client.get('/runs?limit=100')).json)
    const listWorkers = async () => z.array(workerRow).parse((await client.get('/workers')).json)
    const readyWorkers = async () =>
      (await listWorkers())
        .filter(({ state }) => state === 'ready')
        .map(({ name }) => name)
        .toSorted()
    const submit = async (count: number, epochs: number) => {
      const url = await client.findRelay()
      const ids = await Promise.all(Array.from({ length: count }, () => submitRun(url, dataset, epochs)))
      acknowledged.push(...ids)
      return ids
    }
    const statesOf = async (ids: string[]) =>
      (await listRuns()).filter(({ id }) => ids.includes(id)).map(({ state }) => state)
    const succeed = (ids: string[]) =>
      until(
        () => statesOf(ids),
        ids.map(() => 'succeeded'),
      )

    beforeAll(async () => {
      const fault = await ensureFaultImage()
      postgres = made.use(await startOwnPostgres())
      swarm = made.use(await startSwarm())
      await swarm.load(RELAY_IMAGE, fault)
      for (const node of [1, 2, 3]) await swarm.docker(node, 'tag', RELAY_IMAGE, NEXT_IMAGE)
      const { port, password } = new URL(postgres.url)
      made.defer(await lend(Number(port), swarm.host))
      const folder = await mkdtemp(join(tmpdir(), 'swarm-secrets-'))
      made.defer(() => rm(folder, { recursive: true }))
      await writeFile(join(folder, 'password.txt'), password)
      client = createNodesClient(swarm.urls)
      made.defer(() => client.close())
      env = {
        ...process.env,
        DOCKER_HOST: swarm.engine,
        DATABASE_URL: `postgres://tinymlaas@${swarm.host}:5432/tinymlaas`,
        RELAY_IMAGE,
        TENSORFLOW_IMAGE: fault,
        DOCKER_GROUP: String((await stat(swarm.engine.slice('unix://'.length))).gid),
        DOCKER_RUNTIME: 'runc',
        RUN_MEMORY_MIB: '256',
        RUN_CPUS: '1',
        // Known by its own address, which a routing mesh would hide.
        TRUSTED_CLIENTS: `${swarm.host}=admin:tester`,
      }
      const [start = ''] = await commandsOf('Start')
      await sh(start.replace('password.txt', join(folder, 'password.txt')))
      await until(readyWorkers, ['node1', 'node2', 'node3'])
      dataset = await uploadNoise(await client.findRelay())
    }, 900_000)
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') process.stderr.write(await describeSwarm(swarm))
    }, 60_000)
    afterAll(() => made.disposeAsync(), 120_000)

    it('runs jobs on every node', async () => {
      await succeed(await submit(6, 3))
      expect(new Set((await listRuns()).map(({ worker }) => worker))).toEqual(
        new Set(['node1', 'node2', 'node3']),
      )
      const [look] = await commandsOf('Look')
      const said = await sh(look)
      expect(said.match(/tinymlaas_(api|worker)/g)).toHaveLength(5)
      expect(said).toContain('node3')
    })

    it('ends the run of a node that was cut off once, elsewhere', async () => {
      const ids = await submit(3, 30)
      await until(
        () => statesOf(ids),
        ids.map(() => 'running'),
      )
      const before = await listRuns()
      const lost = before.find(({ id, worker }) => ids.includes(id) && worker === 'node3')
      expect(lost).toBeDefined()
      await swarm.cut(3)
      await succeed(ids)
      const after = (await listRuns()).find(({ id }) => id === lost?.id)
      expect(after?.worker).toMatch(/node[12]/)
      await swarm.plug(3)
      await until(readyWorkers, ['node1', 'node2', 'node3'])
      // What it had of the run has ended; a sweep of its worker removes it later.
      await until(() => swarm.docker(3, 'ps', '--quiet', '--filter', 'label=tinymlaas.run'), '')
    })

    it('is scaled, drained and updated under load without a request that fails', async () => {
      const asking = keepAsking(swarm.urls, '/runs?limit=1')
      const [scale] = await commandsOf('More relays')
      await sh(scale)
      const ids = await submit(4, 10)
      const [drain, undrain] = await commandsOf('Take a node out')
      await sh(drain)
      await until(readyWorkers, ['node1', 'node2'])
      await sh(undrain)
      env['RELAY_IMAGE'] = NEXT_IMAGE
      const [update] = await commandsOf('Update')
      await sh(update)
      // The history of tasks says what became of one that is not there.
      const history = ['stack', 'ps', 'tinymlaas', '--no-trunc', '--format']
      const listTasks = async () =>
        (
          await swarm.docker(
            1,
            ...history,
            '{{.Name}} {{.Node}} {{.Image}} {{.DesiredState}} {{.CurrentState}} {{.Error}}',
          )
        )
          // How long ago is no progress.
          .replaceAll(/ (?:less than|about|\d+) [\w ]*ago/gi, '')
          .split('\n')
          .filter((line) => /_(api|worker)/.test(line))
      const isUpdated = (line: string) => line.includes(`${NEXT_IMAGE} Running Running`)
      await until(async () => {
        const tasks = await listTasks()
        return tasks.filter(isUpdated).length === 5 ? 'updated' : tasks.join('\n')
      }, 'updated')
      await until(readyWorkers, ['node1', 'node2', 'node3'])
      await succeed(ids)
      const { failures, asked, ...others } = await asking.stop()
      process.stdout.write(
        `${asked} requests while it was scaled, drained and updated: ${JSON.stringify(others)}\n`,
      )
      expect(failures).toEqual([])
      expect(asked).toBeGreaterThan(100)
    })

    it('lost nothing, did nothing twice and left nothing', async () => {
      const { runs, succeeded, failed, ...wrong } = await audit(postgres.ask, acknowledged)
      expect({ runs, succeeded, failed }).toEqual({
        runs: acknowledged.length,
        succeeded: acknowledged.length,
        failed: [],
      })
      expect(wrong).toEqual({ lost: 0, duplicates: 0, incomplete: 0, gaps: 0, wrongBlobs: [], stuckJobs: 0 })
    })
  },
)
