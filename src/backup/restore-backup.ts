import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { listMigrations } from '../db/check-schema.ts'
import { keepAlive } from '../db/create-database.ts'
import { applyMigrations } from '../db/migrate.ts'
import { SetupError } from '../errors.ts'
import type { Header, Manifest } from './archive.ts'
import { listTables, quote } from './describe-database.ts'
import { BACKUP_NAME } from './open-client.ts'
import { prepareTarget, suspendRules } from './prepare-target.ts'
import { readArchive } from './read-archive.ts'

interface RestoreOptions {
  /** Database that is restored into. */
  url: string
  source: AsyncIterable<Uint8Array>
  /** Whether what is there is dropped. */
  isReplacing?: boolean
  /** Gives the copy an identity of its own, so that it may share an engine with its original. */
  isCopy?: boolean
}

const connectionOf = async (trx: Knex.Transaction): Promise<pg.Client> => {
  const connection: unknown = await trx.client.acquireConnection()
  if (connection instanceof pg.Client) return connection
  throw new TypeError('knex speaks to PostgreSQL by another client')
}

/** Empties the tables, which migrations gave rows, and answers how rows are copied into one. */
const createTables = async (client: pg.Client, { tables }: Header) => {
  const there = new Map((await listTables(client)).map((table) => [table.name, table.columns]))
  for (const { name, columns } of tables)
    if (!columns.every((column) => there.get(name)?.includes(column)))
      throw new SetupError(`The backup has rows for ${name} that its schema does not know: it is damaged.`)
  await client.query(`truncate ${[...there.keys()].map(quote).join(', ')}`)
  return async (name: string, rows: AsyncIterable<Uint8Array>): Promise<number> => {
    const columns = tables.find((table) => table.name === name)?.columns
    if (!columns) throw new SetupError(`The backup has rows of ${name}, which it does not announce.`)
    const copy = client.query(
      copyFrom(`copy ${quote(name)} (${columns.map(quote).join(', ')}) from stdin (format binary)`),
    )
    await pipeline(Readable.from(rows, { objectMode: false }), copy)
    return copy.rowCount
  }
}

const continueNumbering = async (trx: Knex.Transaction, { sequences }: Header): Promise<void> => {
  for (const { table, column, last, is_called } of sequences)
    await trx.raw('select setval(pg_get_serial_sequence(quote_ident(?), ?), ?, ?)', [
      table,
      column,
      last,
      is_called,
    ])
}

/**
 * What clients keep of lists from after the backup must not be taken for what the lists show then: their counts of changes
 * go on from where they have never been.
 */
const outrunCounts = async (trx: Knex.Transaction): Promise<void> => {
  await trx.raw(`do $$ begin if to_regclass('list_changes') is not null then
    insert into list_changes (list, changes) select distinct list, extract(epoch from now())::bigint from list_changes;
  end if; end $$`)
}

const fill = async (
  trx: Knex.Transaction,
  options: RestoreOptions,
): Promise<{ header: Header; rows: number }> => {
  const known = await listMigrations()
  const client = await connectionOf(trx)
  const state: {
    header?: Header
    copy?: Awaited<ReturnType<typeof createTables>>
    rules?: () => Promise<void>
  } = {}
  const copied: Manifest['rows'] = {}
  const { rows } = await readArchive(options.source, {
    begin: async (header) => {
      await prepareTarget(trx, header, { known, isReplacing: options.isReplacing ?? false })
      state.header = header
      state.rules = await suspendRules(trx)
      state.copy = await createTables(client, header)
    },
    table: async (name, body) => {
      copied[name] = (await state.copy?.(name, body)) ?? 0
    },
  })
  const { header } = state
  if (!header) throw new SetupError('This is no backup of a relay.')
  const wrong = Object.keys(rows).find((name) => rows[name] !== copied[name])
  if (wrong !== undefined)
    throw new SetupError(`The backup is damaged: ${wrong} has ${copied[wrong] ?? 0} rows of ${rows[wrong]}.`)
  await state.rules?.()
  await continueNumbering(trx, header)
  await outrunCounts(trx)
  await applyMigrations(trx, known)
  if (options.isCopy) await trx.raw('update installation set id = gen_random_uuid()')
  return { header, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) }
}

/**
 * Fills a database from a backup, with the schema of that time, and brings it to this version's: all of it, or nothing.
 * @throws SetupError when it is not empty and not to be replaced, or the backup is damaged, cut off or of a newer version.
 */
export const restoreBackup = async (options: RestoreOptions): Promise<{ header: Header; rows: number }> => {
  const db = knex({
    client: 'pg',
    connection: { connectionString: options.url, application_name: BACKUP_NAME, ...keepAlive },
    pool: { min: 0, max: 1 },
    compileSqlOnError: false,
  })
  try {
    const restored = await db.transaction((trx) => fill(trx, options))
    // Else the first hour's queries would be planned for empty tables.
    await db.raw('analyze')
    return restored
  } finally {
    await db.destroy()
  }
}
