import { execFile } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const REMEDY = 'Tests with a full disk mount a small file system: run them as root.'

/** A file system of a few MiB, to be filled up. Needs root. */
export const mountSmallDisk = async (
  mebibytes: number,
  owner: { uid: number; gid: number } | null = null,
) => {
  const path = await mkdtemp(join(tmpdir(), 'tinymlaas-disk-'))
  const options = `size=${mebibytes}m,mode=0755${owner ? `,uid=${owner.uid},gid=${owner.gid}` : ''}`
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).catch((cause) => {
    throw new Error(REMEDY, { cause })
  })
  const ballast = join(path, 'ballast')
  return {
    path,
    /** Leaves this many bytes free. */
    async fill(leave: number) {
      const { bavail, bsize } = await statfs(path)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave)))
    },
    empty: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      await run('umount', ['-l', path])
      await rm(path, { recursive: true, force: true })
    },
  }
}
