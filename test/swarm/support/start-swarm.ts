import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const NODES = [1, 2, 3]

/** Three engines in network namespaces, the first its manager: scripts/local-swarm.sh. */
export const startSwarm = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tinymlaas-swarm-'))
  const net = `10.213.${randomInt(1, 250)}`
  const SWARM_DIR = join(folder, 'nodes')
  const call = async (...args: string[]) =>
    (await run('scripts/local-swarm.sh', args, { env: { ...process.env, SWARM_DIR, SWARM_NET: net } })).stdout
  const end = async () => {
    await call('down')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  await call('up').catch(async (error: unknown) => {
    await end()
    throw error
  })
  return {
    /** This machine as the nodes see it. */
    host: `${net}.254`,
    /** Where the relays of the nodes answer, if there are any. */
    urls: NODES.map((node) => `http://${net}.${node}:8000`),
    /** The engine of the first node, as in DOCKER_HOST. */
    engine: `unix://${SWARM_DIR}/1/docker.sock`,
    docker: async (node: number, ...args: string[]) => (await call('docker', String(node), ...args)).trim(),
    load: (...images: string[]) => call('load', ...images),
    cut: (node: number) => call('cut', String(node)),
    plug: (node: number) => call('plug', String(node)),
    [Symbol.asyncDispose]: end,
  }
}
export type Swarm = Awaited<ReturnType<typeof startSwarm>>
