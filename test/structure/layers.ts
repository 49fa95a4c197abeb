import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

/**
 * The way of the data, top to bottom. A file imports only from a lower row, or from its own folder; never from
 * another folder of its row.
 */
const rows = [
  ['main.ts', 'cli'],
  ['http', 'worker'],
  ['usecases', 'tasks'],
  ['queue', 'runner', 'bridge', 'archive', 'picture', 'thumbnail'],
  ['store'],
  ['db'],
  ['contract', 'errors.ts', 'config.ts', 'logger.ts'],
]

/** Packages that are known to some folders only. */
const fences: Record<string, string[]> = {
  dockerode: ['runner'],
  'tar-stream': ['runner', 'archive'],
  yauzl: ['archive'],
  express: ['http'],
  multer: ['http'],
  knex: ['db', 'store', 'queue'],
  pg: ['db', 'store', 'queue'],
  'pg-boss': ['queue'],
  'pg-copy-streams': ['store'],
  sharp: ['thumbnail'],
  winston: ['logger.ts'],
}

const IMPORT =
  /^\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

const roomOf = (path: string) => path.split('/')[0] ?? ''
const rowOf = (room: string) => rows.findIndex((row) => row.includes(room))
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

/** What is wrong with the imports of one file; `path` is relative to src/. */
export const findViolations = (path: string, source: string): string[] => {
  const room = roomOf(path)
  const row = rowOf(room)
  if (row < 0) return [`${path} is in no row of the layout`]
  return [...source.matchAll(IMPORT)].flatMap(([, named, bare, dynamic]) => {
    const target = named ?? bare ?? dynamic ?? ''
    if (!target.startsWith('.')) {
      const allowed = fences[packageOf(target)]
      return allowed && !allowed.includes(room)
        ? [`${path} imports ${target}, known to ${allowed.join(', ')} only`]
        : []
    }
    const to = roomOf(normalize(join(dirname(path), target)))
    return to === room || rowOf(to) > row ? [] : [`${path} imports ${to}, which is not below ${room}`]
  })
}

export const sourceFiles = (folder: string): { path: string; source: string }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: relative(folder, file), source: readFileSync(file, 'utf8') }
    })
