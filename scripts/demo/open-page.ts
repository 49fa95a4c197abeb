import { spawn } from 'node:child_process'

/** Where a desktop is to be seen, and what opens a page on it. */
const opener = (env: NodeJS.ProcessEnv): string | null => {
  if (env['CI'] || !process.stdout.isTTY) return null
  if (process.platform === 'darwin') return 'open'
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? 'xdg-open' : null
}

/** The relay's page where it has one, else its documentation. */
export const pageOf = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/ui`).catch(() => null)
  return answer?.ok ? `${url}/ui` : `${url}/docs`
}

/** Opens a page where somebody can see it. Whether that was tried. */
export const openPage = (page: string, env: NodeJS.ProcessEnv = process.env): boolean => {
  const program = opener(env)
  if (program === null) return false
  // It may not be installed, which is no reason to fail.
  spawn(program, [page], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
  return true
}
