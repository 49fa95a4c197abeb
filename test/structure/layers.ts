import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export interface SourceFile {
  /** Relative to src/. */
  path: string
  source: string
}

/**
 * The way of the data, top to bottom. A file imports only from a lower row, or from its own room; never from another
 * room of its row.
 */
export const rows = [
  ['main.ts', 'cli'],
  ['serve.ts'],
  ['app.ts', 'give-back-memory.ts', 'tell-readiness.ts', 'usage.ts'],
  ['http', 'worker'],
  ['usecases', 'tasks'],
  ['queue', 'runner', 'bridge', 'archive', 'labels', 'picture', 'thumbnail', 'estimate', 'metrics', 'backup'],
  ['store', 'tar'],
  ['db', 'tracing'],
  ['config.ts', 'logger.ts', 'with-deadline.ts'],
  ['contract'],
  ['errors.ts', 'client'],
]

/** The same rule for the page, whose files are in ui/. */
const pageRows = [
  ['main.tsx', 'vite.config.ts'],
  ['app.tsx'],
  ['frame', 'data', 'train', 'model', 'fleet'],
  ['figures'],
  ['parts', 'style'],
  ['api'],
]

/** The same rule within the rooms that have rooms of their own. */
export const innerRows: Record<string, string[][]> = {
  http: [
    ['create-app.ts', 'listen.ts'],
    ['endpoints', 'serve-page.ts'],
    ['openapi'],
    ['pipeline'],
    ['guards'],
    ['app-deps.ts', 'endpoint.ts'],
  ],
  runner: [
    ['probe', 'warm'],
    ['lifecycle'],
    ['input', 'output'],
    ['types.ts'],
    ['outcome.ts'],
    ['profile'],
    ['engine'],
    ['pause.ts', 'in-phase.ts'],
  ],
}

/** Packages that are known to some rooms only. */
const fences: Record<string, string[]> = {
  dockerode: ['runner'],
  'tar-stream': ['tar'],
  yauzl: ['archive'],
  jschardet: ['archive'],
  'iconv-lite': ['archive'],
  'csv-parse': ['labels'],
  saxes: ['labels'],
  'openapi-fetch': ['client'],
  'eventsource-parser': ['client'],
  express: ['http'],
  undici: ['bridge'],
  'ipaddr.js': ['bridge'],
  multer: ['http'],
  knex: ['db', 'store', 'queue', 'backup'],
  pg: ['db', 'store', 'queue', 'backup'],
  'pg-boss': ['queue'],
  'pg-copy-streams': ['store', 'backup'],
  sharp: ['thumbnail'],
  'prom-client': ['metrics'],
  '@opentelemetry/api': ['tracing'],
  '@opentelemetry/exporter-trace-otlp-http': ['tracing'],
  '@opentelemetry/resources': ['tracing'],
  '@opentelemetry/sdk-trace': ['tracing'],
  winston: ['logger.ts'],
}

/** Most files that are side by side in one room. */
export const MAX_FILES = 14

const IMPORT =
  /^\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

const importsOf = (source: string): string[] =>
  [...source.matchAll(IMPORT)].map(([, named, bare, dynamic]) => named ?? bare ?? dynamic ?? '')

const resolve = (path: string, target: string) => normalize(join(dirname(path), target))
const rowOf = (all: string[][], room: string) => all.findIndex((row) => row.includes(room))
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const isFenced = (path: string, target: string): string[] => {
  const [room = ''] = path.split('/')
  const allowed = fences[packageOf(target)]
  return allowed && !allowed.includes(room)
    ? [`${path} imports ${target}, known to ${allowed.join(', ')} only`]
    : []
}

/** Whether `to` may be imported from `from`, two paths that begin with a room of `all`. */
const climbs = (all: string[][], from: string, to: string): boolean => {
  const [room = ''] = from.split('/')
  const [other = ''] = to.split('/')
  // What lies outside src/, such as package.json, is below everything.
  return other !== '..' && room !== other && rowOf(all, other) <= rowOf(all, room)
}

/** The files of src/ that one imports, as paths relative to src/. */
export const targetsOf = ({ path, source }: SourceFile): string[] =>
  importsOf(source).flatMap((target) => (target.startsWith('.') ? [resolve(path, target)] : []))

/** What is wrong with the imports of one file. */
export const findViolations = ({ path, source }: SourceFile): string[] => {
  const [room = '', ...inside] = path.split('/')
  if (rowOf(rows, room) < 0) return [`${path} is in no row of the layout`]
  const inner = innerRows[room]
  if (inner && rowOf(inner, inside[0] ?? '') < 0) return [`${path} is in no row of ${room}`]
  return importsOf(source).flatMap((target) => {
    if (!target.startsWith('.')) return isFenced(path, target)
    const to = resolve(path, target)
    if (climbs(rows, path, to)) return [`${path} imports ${to}, which is not below ${room}`]
    const [toRoom, ...toInside] = to.split('/')
    if (!inner || toRoom !== room || !climbs(inner, inside.join('/'), toInside.join('/'))) return []
    return [`${path} imports ${to}, which is not below ${inside[0]} in ${room}`]
  })
}

/** What of the relay the page may use: it talks to it as every client does. */
const PAGE_MAY_USE = '../src/client/'

/** What is wrong with the imports of one file of the page. */
export const findPageViolations = ({ path, source }: SourceFile): string[] => {
  const [room = ''] = path.split('/')
  if (rowOf(pageRows, room) < 0) return [`${path} is in no row of the page`]
  return targetsOf({ path, source }).flatMap((to) => {
    if (to.startsWith('..') ? to.startsWith(PAGE_MAY_USE) : !climbs(pageRows, path, to)) return []
    return [`${path} imports ${to}, which is not below ${room}`]
  })
}

/** Every circle of imports, each as the path that leads around it. */
export const findCircles = (files: SourceFile[]): string[] => {
  const below = new Map(files.map((file) => [file.path, targetsOf(file)]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, trail: string[]) => {
    const start = trail.indexOf(path)
    if (start >= 0) circles.push([...trail.slice(start), path].join(' -> '))
    if (start >= 0 || done.has(path)) return
    for (const target of below.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return circles
}

/** Rooms with too many files side by side. */
export const findCrowds = (files: SourceFile[]): string[] =>
  [...Map.groupBy(files, ({ path }) => dirname(path))]
    .filter(([, inside]) => inside.length > MAX_FILES)
    .map(([room, inside]) => `${room} has ${inside.length} files`)

export const sourceFiles = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: relative(folder, file), source: readFileSync(file, 'utf8') }
    })
