import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { provenUnless } from '../setup/not-proven.ts'

const hasCompose = [
  ['docker', 'compose', 'version'],
  ['docker-compose', 'version'],
].some(([program = '', ...args]) => spawnSync(program, args).status === 0)
const proven = provenUnless(hasCompose ? null : 'the compose files: there is no Docker Compose')

/** What Compose makes of the files under some settings. */
const render = async (settings: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'compose-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'secrets'))
  const lines = Object.entries({ VERSION: '1.2.3', ...settings }).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(join(folder, 'settings.env'), lines.join(''))
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { ...process.env, DEPLOY_DIR: folder }
    const child = execFile('bash', ['scripts/compose.sh', 'config'], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

it(
  'everything that is optional renders together, with ports on the loopback address only',
  proven,
  async () => {
    const { code, out, err } = await render({ PROFILES: 'backup bridge frontend', OVERRIDES: '' })
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    for (const service of ['relay', 'worker', 'postgres', 'registry', 'backup', 'bridge', 'frontend'])
      expect(out).toMatch(new RegExp(`^  ${service}:$`, 'm'))
    const published = [...out.matchAll(/^ +- (\S+):\d+:\d+(?:\/tcp)?$/gm)].map(([, address]) => address)
    const hosts = [...out.matchAll(/^ +host_ip: (\S+)$/gm)].map(([, address]) => address)
    expect(new Set([...published, ...hosts])).toEqual(new Set(['127.0.0.1']))
    expect(out).toContain('sysbox-runc')
  },
)

it.each([
  [
    'tls external-postgres outside-engine',
    { DOMAIN: 'x.example', DATABASE_URL: 'postgres://a@b/c', ENGINE: 'tcp://e:2376', DOCKER_CERTS: '/certs' },
    ['caddy', 'tcp://e:2376', 'postgres://a@b/c'],
  ],
  ['host-engine', { DOCKER_GROUP: '123' }, ['/var/run/docker.sock']],
  ['host-engine', { DOCKER_GROUP: '123', ENGINE_SOCKET: '/srv/engine.sock' }, ['/srv/engine.sock']],
])('%s renders', proven, async (overrides, settings, words) => {
  const { code, out, err } = await render({ PROFILES: 'backup', OVERRIDES: overrides, ...settings })
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  for (const word of words) expect(out).toContain(word)
  expect(out).not.toContain('sysbox-runc')
})

it('an override without its setting says which', proven, async () => {
  const { code, err } = await render({ OVERRIDES: 'tls' })
  expect(err).toContain('set DOMAIN to the name of this machine')
  expect(code).not.toBe(0)
})

it.each([
  [['--listen', 'everywhere'], /--listen everywhere: give an address and a port/],
  [['--workers', '0'], /--workers 0: give a number/],
  [['--engine', 'http://x'], /--engine http:\/\/x: give it as tcp/],
  [['--certs', '/nowhere'], /there is no ca\.pem/],
  [['--colour'], /unknown option --colour/],
  [['--tls'], /--tls needs a value/],
  [['--without-sysbox'], /mounts the engine's socket, and DOCKER_HOST is tcp:\/\/engine:2376/],
])('the deployment refuses %s in a sentence', async (args, says) => {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { status, stderr } = spawnSync('bash', ['scripts/deploy.sh', ...args], {
    env: { ...process.env, DEPLOY_DIR: folder, DOCKER_HOST: 'tcp://engine:2376' },
  })
  expect(String(stderr).trim().split('\n')).toEqual([expect.stringMatching(says)])
  expect(status).not.toBe(0)
})
