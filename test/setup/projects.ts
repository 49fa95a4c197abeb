import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** What a test needs: nothing, PostgreSQL, a container engine as well, or everything and its time. */
export type Project = 'unit' | 'db' | 'engine' | 'e2e'

/** Only at the beginning of a line: tests of imports have some in texts. */
const IMPORT = /^(?:import\b[^'"`]*|\}) from '(\.[^']+)'/gm
const DATABASE = 'test/support/create-test-database.ts'
/** What only tests say that start containers. */
const ENGINE = /createEngine\(|worker: true|TENSORFLOW_IMAGE|secondEngine\(|'docker'/
const SLOW = /^test\/(e2e|faults|swarm)\//

/** A test file and all of test/ that it imports, directly or not. */
const reach = (file: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const path = normalize(join(dirname(file), target))
    if (path.startsWith('test/')) reach(path, seen)
  }
  return seen
}

/** The project of a test file, by what it imports: a test moves by itself when it begins to need more. */
export const projectOf = (file: string): Project => {
  if (SLOW.test(file)) return 'e2e'
  const files = [...reach(file)]
  if (files.some((path) => !path.startsWith('test/support/') && ENGINE.test(readFileSync(path, 'utf8'))))
    return 'engine'
  return files.some(
    (path) => path === DATABASE || /spawnRelay\(|EmbeddedPostgres\(/.test(readFileSync(path, 'utf8')),
  )
    ? 'db'
    : 'unit'
}

export const testFiles = (): string[] =>
  readdirSync('test', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
