import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const saved = z.object({ url: z.url(), token: z.string().optional() })
export type SavedLogin = z.infer<typeof saved>

/** Where a login is kept: for its owner only. */
export const loginFile = (env: NodeJS.ProcessEnv): string =>
  join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'tinymlaas', 'login.json')

export const readLogin = async (env: NodeJS.ProcessEnv): Promise<SavedLogin | null> => {
  const text = await readFile(loginFile(env), 'utf8').catch(() => null)
  return text === null ? null : saved.parse(JSON.parse(text))
}

export const saveLogin = async (env: NodeJS.ProcessEnv, login: SavedLogin): Promise<void> => {
  const file = loginFile(env)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // Removed first: the mode counts only for a file that is new.
  await rm(file, { force: true })
  await writeFile(file, `${JSON.stringify(login)}\n`, { mode: 0o600 })
}

export const forgetLogin = (env: NodeJS.ProcessEnv): Promise<void> => rm(loginFile(env), { force: true })
