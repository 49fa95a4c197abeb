import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../../../src/db/free-port.ts'

const run = promisify(execFile)
const START_MS = 10_000
/** Debian's package is unpacked here, not installed: installing would start a server of the whole machine. */
const PLACE = '.data/bench-nginx'
const INSTALLED = '/usr/sbin/nginx'

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** The program; null where there is none and apt-get brings none. */
const findNginx = async (): Promise<string | null> => {
  const unpacked = join(PLACE, INSTALLED)
  for (const path of [INSTALLED, unpacked]) if (await isThere(path)) return path
  await mkdir(PLACE, { recursive: true })
  try {
    await run('apt-get', ['download', 'nginx'], { cwd: PLACE })
    const [archive = ''] = (await readdir(PLACE)).filter((name) => name.endsWith('.deb'))
    await run('dpkg-deb', ['-x', archive, '.'], { cwd: PLACE })
  } catch {
    return null
  }
  return (await isThere(unpacked)) ? unpacked : null
}

const settings = (port: number, folder: string) => `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/errors;
events {}
http {
  access_log off; sendfile on;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}/files; }
}
`

/** nginx with one static file of `data`; null where there is no nginx. */
export const startNginx = async (data: Buffer) => {
  const program = await findNginx()
  if (!program) return null
  await using made = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bench-nginx-'))
  made.defer(() => rm(folder, { recursive: true }))
  // As root it serves as another user.
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'files'))
  await writeFile(join(folder, 'files/file'), data)
  const port = await freePort()
  const file = join(folder, 'settings')
  await writeFile(file, settings(port, folder))
  const child = spawn(program, ['-c', file, '-e', join(folder, 'errors')], { stdio: 'inherit' })
  const exited = once(child, 'exit')
  made.defer(async () => {
    child.kill('SIGTERM')
    await exited
  })
  const url = `http://127.0.0.1:${port}/file`
  for (const deadline = performance.now() + START_MS; ; await sleep(50)) {
    const answer = await fetch(url, { method: 'HEAD' }).catch(() => null)
    if (answer?.ok) break
    if (child.exitCode !== null || performance.now() > deadline) throw new Error('nginx does not start.')
  }
  const undo = made.move()
  return { url, stop: () => undo.disposeAsync() }
}
