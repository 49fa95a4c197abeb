import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow, readRow } from './rows.ts'

/** What of a predecessor becomes rows here: the kind, and its table. */
const tables = {
  bridge: 'bridges',
  device: 'devices',
  dataset: 'datasets',
  model: 'models',
  compiled_model: 'compiled_models',
} as const
export type LegacyKind = keyof typeof tables

/** A row of a predecessor: of which installation, and under which id there. */
export interface LegacyRow {
  source: string
  kind: LegacyKind
  legacyId: number
}

const imported = z.object({ id: z.int(), complete: z.boolean() })

/** Where a row was imported to; null when it never was, or is gone since. */
export const findImported = async (db: Knex, { source, kind, legacyId }: LegacyRow) => {
  const { rows } = await db.raw(
    `select i.id, i.complete from legacy_imports i join ${tables[kind]} t on t.id = i.id
     where i.source = ? and i.kind = ? and i.legacy_id = ?`,
    [source, kind, legacyId],
  )
  return findRow(imported, rows)
}

/**
 * The id that an imported row gets: its old one where that is free, as old clients have it in their heads. Nobody else
 * inserts into the table until the transaction ends.
 */
const chooseId = async (trx: Knex, kind: LegacyKind, wanted: number): Promise<number> => {
  const table = tables[kind]
  await trx.raw(`lock table ${table} in share row exclusive mode`)
  const { rows } = await trx.raw(
    `select case when :wanted > 0 and not exists (select 1 from ${table} where id = :wanted) then :wanted
                 else nextval(pg_get_serial_sequence('${table}', 'id'))::integer end as id`,
    { wanted },
  )
  return readRow(z.object({ id: z.int() }), rows).id
}

/**
 * Inserts a row of the predecessor under its old id, or a new one where that is taken, and notes it. `columns` are those
 * of the table without the id. Returns the id.
 */
export const insertImported = async (
  trx: Knex,
  row: LegacyRow,
  columns: Record<string, unknown>,
  complete = true,
): Promise<number> => {
  const { source, kind, legacyId } = row
  const table = tables[kind]
  const id = await chooseId(trx, kind, legacyId)
  const names = Object.keys(columns)
  await trx.raw(
    `insert into ${table} (id, ${names.map(() => '??').join(', ')}) overriding system value
     values (?, ${names.map(() => '?').join(', ')})`,
    [...names, id, ...Object.values(columns)] as Knex.RawBinding[],
  )
  // Never back: an id that was given once is not given again.
  await trx.raw(
    `select setval(pg_get_serial_sequence('${table}', 'id'),
       greatest((select max(id) from ${table}), nextval(pg_get_serial_sequence('${table}', 'id')) - 1))`,
  )
  await trx.raw(
    `insert into legacy_imports (source, kind, legacy_id, id, complete) values (?, ?, ?, ?, ?)
     on conflict (source, kind, legacy_id) do update set id = excluded.id, complete = excluded.complete`,
    [source, kind, legacyId, id, complete],
  )
  return id
}

/** Notes that all of a dataset's pictures are here. */
export const completeImport = async (db: Knex, { source, kind, legacyId }: LegacyRow): Promise<void> => {
  await db.raw('update legacy_imports set complete = true where source = ? and kind = ? and legacy_id = ?', [
    source,
    kind,
    legacyId,
  ])
}
