import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { codeOf, SetupError } from '../../errors.ts'

/** Names sort as their times do. */
const NAME = /^tinymlaas-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar$/
const PART = '.part'

/** Of an archive that is made now. */
export const nameArchive = (now: Date): string =>
  `tinymlaas-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar`

/** Archives of a folder, the newest first. */
const listArchives = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()

/** Seconds since the newest archive of a folder was made; null without one. */
export const ageOfNewest = async (folder: string, now: Date): Promise<number | null> => {
  const [newest] = await listArchives(folder)
  return newest === undefined ? null : (now.getTime() - (await stat(join(folder, newest))).mtimeMs) / 1000
}

/** Removes all but the newest archives, and what a kill has left unfinished. Answers the names. */
export const removeOldArchives = async (folder: string, keep: number): Promise<string[]> => {
  const old = (await listArchives(folder)).slice(keep)
  for (const name of old) await rm(join(folder, name))
  return old
}

/**
 * Writes a stream into a file that has its name only when it is whole and on the disk. For nobody else to read.
 * @throws SetupError where that is not possible.
 */
export const writeWhole = async (file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
  const part = `${file}${PART}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await pipeline(Readable.from(bytes), createWriteStream(part, { mode: 0o600 }))
    const written = await open(part, 'r+')
    await written.sync().finally(() => written.close())
    await rename(part, file)
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined)
    const code = codeOf(cause) ?? ''
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new SetupError(`There is no room for the backup in ${dirname(file)}: make some.`, { cause })
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(code))
      throw new SetupError(`${file} cannot be written (${code}): name another place for the backup.`, {
        cause,
      })
    throw cause
  }
}

/** Removes what a kill has left of backups in a folder. */
export const removeParts = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder))
    if (name.endsWith(PART) && NAME.test(name.slice(0, -PART.length))) await rm(join(folder, name))
}
