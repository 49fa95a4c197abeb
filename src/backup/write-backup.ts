import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { z } from 'zod'
import { SetupError } from '../errors.ts'
import { type NewMember, packMembers } from '../tar/pack-members.ts'
import { HEADER, type Header, MANIFEST, type Manifest, pieceName } from './archive.ts'
import { listSequences, listTables, quote } from './describe-database.ts'
import { openClient } from './open-client.ts'

/** Bytes of one member: what is in memory at once. */
const PIECE_BYTES = 4 * 1024 * 1024

const about = z.object({
  made_at: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
})

/** @throws SetupError where no relay has made tables yet. */
const expectTables = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query("select to_regclass('knex_migrations') is not null as is_there")
  if (rows[0]?.is_there !== true) throw new SetupError('The database is empty: there is nothing to keep yet.')
}

const describe = async (client: pg.Client, version: string) => {
  const tables = await listTables(client)
  const { rows } = await client.query(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made_at, current_setting('server_version') as postgres,
            array(select name::text from knex_migrations order by name) as migrations`,
  )
  const header: Header = {
    format: 1,
    version,
    ...about.parse(rows[0]),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    sequences: await listSequences(client),
  }
  return { header, bytes: tables.reduce((sum, table) => sum + table.bytes, 0) }
}

/** No migration may change a table while it is read, and whoever only reads and writes rows does not notice. */
const holdTables = async (client: pg.Client): Promise<void> => {
  const names = (await listTables(client)).map(({ name }) => name)
  // The snapshot is taken by the first statement after the locks: what was committed before them is in it.
  await client.query('begin isolation level repeatable read, read only')
  if (names.length > 0) await client.query(`lock table ${names.map(quote).join(', ')} in access share mode`)
  const now = (await listTables(client)).map(({ name }) => name)
  if (now.join() !== names.join())
    throw new SetupError('The tables were changed while the backup began: try it again.')
}

const toMember = (name: string, body: Buffer[]): NewMember => ({
  name,
  size: body.reduce((sum, { length }) => sum + length, 0),
  body,
})

const digestOf = (body: Buffer[]) => {
  const hash = createHash('sha256')
  for (const part of body) hash.update(part)
  return hash.digest('hex')
}

/** The bytes of a stream in groups of about PIECE_BYTES. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let piece: Buffer[] = []
  let bytes = 0
  for await (const part of source) {
    piece.push(part)
    bytes += part.length
    if (bytes < PIECE_BYTES) continue
    yield piece
    piece = []
    bytes = 0
  }
  if (bytes > 0) yield piece
}

interface BackupOptions {
  url: string
  /** Of this relay. */
  version: string
  /** Bytes of rows so far, and about how many there are in all. */
  onProgress?: (bytes: number, total: number) => void
}

async function* listMembers(
  client: pg.Client,
  { version, onProgress }: BackupOptions,
): AsyncGenerator<NewMember> {
  await expectTables(client)
  await holdTables(client)
  const { header, bytes: total } = await describe(client, version)
  const manifest: Manifest = { members: [], rows: {} }
  const note = (name: string, body: Buffer[]) => {
    const member = toMember(name, body)
    manifest.members.push({ name, bytes: member.size, sha256: digestOf(body) })
    return member
  }
  yield note(HEADER, [Buffer.from(`${JSON.stringify(header, null, 2)}\n`)])
  let done = 0
  for (const { name, columns } of header.tables) {
    const rows = client.query(
      copyTo(`copy ${quote(name)} (${columns.map(quote).join(', ')}) to stdout (format binary)`),
    )
    let piece = 0
    for await (const body of inPieces(rows)) {
      const member = note(pieceName(name, piece++), body)
      yield member
      done += member.size
      onProgress?.(done, Math.max(total, done))
    }
    manifest.rows[name] = rows.rowCount
  }
  await client.query('commit')
  yield toMember(MANIFEST, [Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)])
}

/**
 * A backup of a relay's database as the bytes of a tar: every row of ours as of one moment, whoever writes meanwhile. The
 * queue's own tables are not in it, since a relay queues again what has not ended. Reads as fast as it is read.
 */
export async function* writeBackup(options: BackupOptions): AsyncGenerator<Uint8Array> {
  const client = await openClient(options.url)
  try {
    yield* packMembers(listMembers(client, options))
  } finally {
    // In the middle of a COPY it would wait for the rest of it.
    await client.end().catch(() => undefined)
  }
}
