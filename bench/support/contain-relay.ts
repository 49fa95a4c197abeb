import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../src/db/free-port.ts'

const START_MS = 60_000

/** A relay that serves requests, in a container of 512 MiB and 128 processes, on the loopback address only. */
export const containRelay = async (image: string, database: string) => {
  const port = await freePort()
  const name = `tinymlaas-bench-${process.pid}`
  const settings = { DATABASE_URL: database, HOST: '127.0.0.1', PORT: port, ROLE: 'api', LOG_LEVEL: 'error' }
  const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' })
  docker(
    ...['run', '--detach', '--name', name, '--network', 'host', '--memory', '512m', '--pids-limit', '128'],
    ...Object.entries(settings).flatMap(([setting, value]) => ['--env', `${setting}=${value}`]),
    image,
  )
  const url = `http://127.0.0.1:${port}`
  for (const deadline = performance.now() + START_MS; ; await sleep(200)) {
    const answer = await fetch(`${url}/healthz`).catch(() => null)
    if (answer?.ok) break
    if (performance.now() < deadline) continue
    const log = docker('logs', name)
    docker('rm', '--force', name)
    throw new Error(`The relay does not start:\n${log}`)
  }
  return {
    url,
    /** Tells how it ended, if it did. */
    stop: () => {
      const state = docker(
        'inspect',
        '--format',
        '{{.State.Status}}, out of memory: {{.State.OOMKilled}}',
        name,
      )
      docker('rm', '--force', name)
      return state.trim()
    },
  }
}
