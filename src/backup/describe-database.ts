import type pg from 'pg'
import { z } from 'zod'

/** Who executes runs is told by whoever is there, and the migrations make their own table. */
const NOT_KEPT = ['workers', 'knex_migrations', 'knex_migrations_lock']

const table = z.object({ name: z.string(), columns: z.array(z.string()), bytes: z.int() })
const numbered = z.object({ table: z.string(), column: z.string(), sequence: z.string() })
const position = z.object({ last_value: z.coerce.number().int(), is_called: z.boolean() })

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Every table that a backup holds, with the columns that are written to, and about how large it is. */
export const listTables = async (client: pg.ClientBase) => {
  const { rows } = await client.query(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns,
            pg_table_size(c.oid)::float8 as bytes
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all($1)
     group by c.oid order by c.relname`,
    [NOT_KEPT],
  )
  return z.array(table).parse(rows)
}

/** Where the columns go on that number their rows. They may be ahead of a snapshot, never behind it. */
export const listSequences = async (client: pg.ClientBase) => {
  const { rows } = await client.query(
    `select c.relname::text as table, a.attname::text as column,
            pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attidentity <> ''
       and c.relname <> all($1)
     order by 1, 2`,
    [NOT_KEPT],
  )
  const found = []
  for (const { table, column, sequence } of z.array(numbered).parse(rows)) {
    // The name comes quoted.
    const { rows: positions } = await client.query(`select last_value, is_called from ${sequence}`)
    const { last_value, is_called } = position.parse(positions[0])
    found.push({ table, column, last: last_value, is_called })
  }
  return found
}
