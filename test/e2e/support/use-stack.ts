import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort } from '../../../src/db/free-port.ts'

/** Tag of the images; `make test` builds them as `dev`. */
const version = process.env['DEPLOY_TEST_VERSION'] ?? 'dev'

interface Ended {
  code: number
  out: string
  err: string
}

/** A deployment in a folder and a compose project of its own, without sysbox; gone at the end of the test, with its data. */
export const useStack = async (settings: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'))
  const port = await freePort()
  // A network of its own, so that deployments do not meet.
  const net = `10.231.${randomInt(1, 255)}`
  const all = { VERSION: version, FRONTEND_SUBNET: `${net}.0/24`, FRONTEND_ADDRESS: `${net}.10`, ...settings }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(join(folder, 'settings.env'), lines.join(''))
  const env = {
    ...process.env,
    DEPLOY_DIR: folder,
    COMPOSE_PROJECT_NAME: `deploy-${process.pid}-${randomInt(1e6)}`,
    DEPLOY_TIMEOUT: '400',
    PULL_TIMEOUT: '1',
    BUILD: '0',
  }
  const run = (program: string, args: string[], more: Record<string, string> = {}) =>
    new Promise<Ended>((resolve) => {
      const child = execFile(program, args, { env: { ...env, ...more } }, (_error, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      )
    })
  const compose = (...args: string[]) => run('scripts/compose.sh', args)
  onTestFinished(async () => {
    await compose('down', '--volumes', '--timeout', '1')
    await rm(folder, { recursive: true })
  }, 120_000)
  const expectDone = async (ended: Promise<Ended>): Promise<string> => {
    const { code, out, err } = await ended
    if (code !== 0) throw new Error(`${err}${out}`)
    return out
  }
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    deploy: (...options: string[]) =>
      run('scripts/deploy.sh', ['--without-sysbox', '--listen', `127.0.0.1:${port}`, ...options]),
    /** What a command of compose says. */
    compose: (...args: string[]) => expectDone(compose(...args)),
    docker: (...args: string[]) => expectDone(run('docker', args)),
    build: (image: string) => expectDone(run('scripts/build-images.sh', [image], { IMAGE_TAG: version })),
  }
}
