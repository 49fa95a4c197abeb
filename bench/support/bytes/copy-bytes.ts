import { execFile, execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { takeTime } from '../take-time.ts'

interface NamedBytes {
  name: string
  data: Buffer
}

const has = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const field = (bytes: Buffer): Buffer[] => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(bytes.length)
  return [length, bytes]
}

/** Rows of a name and bytes as binary COPY takes them: signature, flags, no extension; from the manual's chapter on COPY. */
const writeRows = (rows: NamedBytes[]): Buffer => {
  const two = Buffer.from([0, 2])
  return Buffer.concat([
    Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1'),
    ...rows.flatMap(({ name, data }) => [two, ...field(Buffer.from(name)), ...field(data)]),
    Buffer.from([0xff, 0xff]),
  ])
}

/**
 * The fastest way into the same PostgreSQL that its own tools have: `\copy` of a file into a table of names and bytes, by
 * psql as a person starts it; where there is no psql, the same COPY from this process.
 */
export const createCopier = async (url: string) => {
  await using made = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bench-copy-'))
  made.defer(() => rm(folder, { recursive: true }))
  const client = new pg.Client(url)
  await client.connect()
  made.defer(() => client.end())
  // Not compressed, as the relay's chunks are.
  await client.query(
    'create table copied (name text, data bytea); alter table copied alter column data set storage external',
  )
  const file = join(folder, 'rows')
  const withPsql = () =>
    promisify(execFile)('psql', [
      ...['--no-psqlrc', '--quiet', '--dbname', url],
      ...['--command', `\\copy copied from '${file}' (format binary)`],
    ])
  const withoutPsql = () =>
    pipeline(createReadStream(file), client.query(copyFrom('copy copied from stdin (format binary)')))
  const copy = has('psql') ? withPsql : withoutPsql
  const undo = made.move()
  return {
    /** As it is called in the table. */
    tool: copy === withPsql ? 'psql' : 'COPY',
    /** Seconds of a copy of the same names and bytes. */
    async copy(rows: NamedBytes[]): Promise<number> {
      await client.query('truncate copied')
      await writeFile(file, writeRows(rows))
      const { seconds } = await takeTime<unknown>(copy)
      const { rows: counted } = await client.query('select count(*)::int as rows from copied')
      if (counted[0].rows !== rows.length) throw new Error('Not all rows were copied.')
      return seconds
    },
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  }
}
