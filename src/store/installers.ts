import type { Knex } from 'knex'
import { z } from 'zod'
import { readRows } from './rows.ts'

export const installerRow = z.object({ name: z.string(), id: z.int() }).meta({ id: 'Installer' })

export const listInstallers = async (db: Knex) => {
  const { rows } = await db.raw('select name, id from installers order by id')
  return readRows(installerRow, rows)
}
