import type { Knex } from 'knex'
import { z } from 'zod'
import { applyMigrations, holdMigrations } from '../db/migrate.ts'
import { SetupError } from '../errors.ts'
import type { Header } from './archive.ts'
import { BACKUP_NAME } from './open-client.ts'

/** Relays and commands, which would write meanwhile. */
const refuseCompany = async (trx: Knex): Promise<void> => {
  const { rows } = await trx.raw(
    `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and application_name like 'tinymlaas%' and application_name <> ?`,
    [BACKUP_NAME],
  )
  if (rows.length > 0) throw new SetupError('A relay uses this database: stop all of its relays first.')
}

const isEmpty = async (trx: Knex): Promise<boolean> => {
  const { rows } = await trx.raw(
    `select 1 from pg_class where relkind in ('r', 'p')
       and relnamespace in (current_schema()::regnamespace, to_regnamespace('pgboss')) limit 1`,
  )
  return rows.length === 0
}

/** Drops what a relay has made, and what stands beside it in its schema. */
const dropAll = async (trx: Knex): Promise<void> => {
  await trx.raw('drop schema if exists pgboss cascade')
  await trx.raw(`do $$ declare found record; begin
    for found in select oid::regclass as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = current_schema()::regnamespace
    loop execute format('drop table %s cascade', found.name); end loop;
    for found in select p.oid::regprocedure as name from pg_proc p where pronamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop execute format('drop function %s cascade', found.name); end loop;
  end $$`)
}

/** Tables as they were when the backup was made, without rows. */
export const prepareTarget = async (
  trx: Knex.Transaction,
  { migrations }: Header,
  { known, isReplacing }: { known: string[]; isReplacing: boolean },
): Promise<void> => {
  const unknown = migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new SetupError(
      `The backup is of a newer version, with ${unknown.at(-1)}: restore it with that version.`,
    )
  await holdMigrations(trx)
  await refuseCompany(trx)
  if (!(await isEmpty(trx))) {
    if (!isReplacing)
      throw new SetupError(
        'The database is not empty: restore into an empty one, or have all of it replaced with --replace.',
      )
    await dropAll(trx)
  }
  await applyMigrations(trx, migrations)
}

const constraintRow = z.object({ on: z.string(), name: z.string(), definition: z.string() })

/**
 * Takes away what judges or answers rows as they come: keys to other tables, whose order would matter, checks that older
 * rows need not hold, triggers. Answers what puts all of it back.
 */
export const suspendRules = async (trx: Knex.Transaction) => {
  const { rows } = await trx.raw(
    `select conrelid::regclass::text as on, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where connamespace = current_schema()::regnamespace and conrelid <> 0
       and (contype = 'f' or contype = 'c' and not convalidated) order by oid`,
  )
  const constraints = z.array(constraintRow).parse(rows)
  const { rows: found } = await trx.raw(
    `select oid::regclass::text as name from pg_class where relnamespace = current_schema()::regnamespace
       and relkind in ('r', 'p') and not relispartition`,
  )
  const tables = z.array(z.object({ name: z.string() })).parse(found)
  for (const { on, name } of constraints) await trx.raw(`alter table ${on} drop constraint ${name}`)
  for (const { name } of tables) await trx.raw(`alter table ${name} disable trigger user`)
  return async () => {
    for (const { on, name, definition } of constraints)
      await trx.raw(`alter table ${on} add constraint ${name} ${definition}`)
    for (const { name } of tables) await trx.raw(`alter table ${name} enable trigger user`)
  }
}
