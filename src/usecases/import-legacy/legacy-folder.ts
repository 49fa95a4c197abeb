import { createReadStream } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'

/** A file below a folder; `name` has `/` between its folders. */
export interface LegacyFile {
  name: string
  path: string
  bytes: number
}

const MAX_DEPTH = 16

/**
 * Where a path of the predecessor's database lies below `root` now, or null. It was relative to the predecessor's
 * working folder, or absolute on another machine: then the longest end of it that is there counts.
 */
export const findLegacyPath = async (root: string, stored: string): Promise<string | null> => {
  const parts = stored.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..')
  for (let from = 0; from < parts.length; from++) {
    const path = await realpath(resolve(root, ...parts.slice(from))).catch(() => null)
    // A link may not lead out of what was named.
    if (path?.startsWith(root + sep)) return path
  }
  return null
}

/** All files below a folder, or the file itself, in the order of their names; links are passed over. */
export async function* walkFiles(path: string, name = '', depth = 0): AsyncGenerator<LegacyFile> {
  const found = await lstat(path)
  if (found.isFile()) yield { name: name || (path.split(sep).at(-1) ?? ''), path, bytes: found.size }
  if (!found.isDirectory() || depth > MAX_DEPTH) return
  for (const entry of (await readdir(path)).sort())
    yield* walkFiles(join(path, entry), name === '' ? entry : `${name}/${entry}`, depth + 1)
}

export const readFileBytes = (path: string): AsyncIterable<Buffer> => createReadStream(path)
