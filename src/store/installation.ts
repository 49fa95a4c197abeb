import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from './rows.ts'

/**
 * The label of an installation: the relays of one name on one database, whose identity was made with its schema. The
 * name alone would be that of everybody who kept the default.
 */
export const labelInstallation = async (db: Knex, name: string): Promise<string> => {
  const { rows } = await db.raw('select id from installation')
  return `${name}.${readRow(z.object({ id: z.uuid() }), rows).id}`
}
