import { execFile } from 'node:child_process'

/** Generous: a start migrates a database on a busy machine. */
const MAX_MS = 60_000

/** Starts a relay as a person would, and answers how that ended; one that still runs after a minute is stopped. */
export const runMain = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/main.js', ...args],
      { env: { ...process.env, PORT: '0', ...env }, timeout: MAX_MS },
      (_error, out, err) => resolve({ code: child.exitCode, out, err }),
    )
  })
