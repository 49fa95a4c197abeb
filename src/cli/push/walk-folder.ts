import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isClutter } from '../../archive/is-clutter.ts'
import { isSidecarName } from '../../labels/sidecars/sidecar.ts'
import { isPictureName } from '../../picture/picture-name.ts'
import { Ending } from '../relay/exit-codes.ts'

export interface FoundFile {
  /** Below the folder, with `/`. */
  path: string
  file: string
  bytes: number
}

/** What a folder holds: pictures, files beside them that may say labels, and the rest. */
export const walkFolder = async (folder: string) => {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new Ending('refused', `There is no folder "${folder}".`)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<FoundFile> => {
        const file = join(entry.parentPath, entry.name)
        return { file, path: relative(folder, file).split(sep).join('/'), bytes: (await stat(file)).size }
      }),
  )
  const files = found
    .filter(({ path }) => !isClutter(path.split('/')))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return {
    pictures: files.filter(({ path }) => isPictureName(path)),
    sidecars: files.filter(({ path }) => !isPictureName(path) && isSidecarName(path)),
    others: files.filter(({ path }) => !isPictureName(path) && !isSidecarName(path)),
  }
}

/** The digest of a file's content, in hexadecimal. */
export const digestFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
