import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

/** A folder that is a disk of a mebibyte until the end of the test. Needs root. */
export const useSmallDisk = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tinymlaas-test', folder]).catch((cause: unknown) => {
    throw new Error('This test mounts a small disk: run it as root.', { cause })
  })
  onTestFinished(async () => {
    await run('umount', [folder])
    await rm(folder, { recursive: true })
  })
  return folder
}
