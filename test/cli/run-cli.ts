import { execFile } from 'node:child_process'

/** Runs `tinymlaas` as a person would, and answers how it ended. */
export const runCli = (args: string[], env: Record<string, string> = {}, stdin = '') =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/cli/tinymlaas.js', ...args],
      { env: { ...process.env, ...env } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    )
    child.stdin?.on('error', () => undefined).end(stdin)
  })
