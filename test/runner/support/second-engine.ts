import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Docker from 'dockerode'
import { FIXTURE_IMAGE } from './fixture-image.ts'

const START_MS = 30_000
const REMEDY = 'These tests start an engine of their own: run them as root where dockerd is installed'

/** A Docker engine of the tests' own, to be killed: its own data, socket and processes. Needs root. */
export const startSecondEngine = async ({
  liveRestore = false,
  args: more = [] as string[],
  /** A program that turns itself into the one that its last arguments name. */
  through = [] as string[],
}) => {
  const root = await mkdtemp(join(tmpdir(), 'tinymlaas-engine-'))
  const socketPath = join(root, 'docker.sock')
  const docker = new Docker({ socketPath })
  const execRoot = join(root, 'exec')
  let daemon: ChildProcess | null = null

  const start = async () => {
    const args = [
      ...['--data-root', join(root, 'data'), '--exec-root', execRoot, '-H', `unix://${socketPath}`],
      ...['--pidfile', join(root, 'pid')],
      ...['--bridge=none', '--iptables=false', '--ip-forward=false', `--live-restore=${liveRestore}`],
      ...more,
    ]
    // In a network namespace of its own: --bridge=none deletes docker0, which is the first engine's.
    daemon = spawn('unshare', ['--net', ...through, 'dockerd', ...args], { stdio: 'ignore' })
    // A missing program is noticed by the loop below.
    daemon.on('error', () => undefined)
    const deadline = performance.now() + START_MS
    while (!(await docker.ping().catch(() => null))) {
      if (performance.now() > deadline || daemon.exitCode !== null) throw new Error(REMEDY)
      await sleep(100)
    }
  }
  /** Its containerd ends soon after it, and a new dockerd started meanwhile would wait for it in vain. */
  const awaitContainerd = async () => {
    const pid = Number(
      await readFile(join(execRoot, 'containerd', 'containerd.pid'), 'utf8').catch(() => '0'),
    )
    for (let tries = 0; pid > 1 && tries < 100 && isAlive(pid); tries++) await sleep(100)
  }
  const isRunning = () => daemon !== null && daemon.exitCode === null && daemon.signalCode === null
  const end = async (signal: NodeJS.Signals) => {
    if (!daemon || !isRunning()) return
    const exit = once(daemon, 'exit')
    daemon.kill(signal)
    await exit
    await awaitContainerd()
  }
  const loadImage = async () => {
    const first = new Docker()
    const progress = await docker.loadImage(await first.getImage(FIXTURE_IMAGE).get())
    progress.resume()
    await once(progress, 'end')
  }

  await start()
  await loadImage()
  return {
    host: `unix://${socketPath}`,
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    start,
    /** While it is down: what it has written about a container is changed, as a kill at the wrong moment leaves it. */
    rewrite: async (id: string, change: (state: Record<string, unknown>) => void) => {
      const path = join(root, 'data', 'containers', id, 'config.v2.json')
      const config = JSON.parse(await readFile(path, 'utf8'))
      change(config.State)
      await writeFile(path, JSON.stringify(config))
    },
    [Symbol.asyncDispose]: async () => {
      // Only an engine that runs can take its containers along.
      if (!isRunning()) await start()
      for (const { Id } of await docker.listContainers({ all: true }).catch(() => [])) {
        await docker
          .getContainer(Id)
          .remove({ force: true })
          .catch(() => undefined)
      }
      await end('SIGTERM')
      await unmountBelow(root)
      await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A killed engine leaves its mounts. */
const unmountBelow = async (root: string): Promise<void> => {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
  const below = mounts
    .filter((path) => path.startsWith(`${root}/`))
    .toSorted()
    .toReversed()
  for (const path of below) await once(spawn('umount', ['-l', path]), 'exit')
}
