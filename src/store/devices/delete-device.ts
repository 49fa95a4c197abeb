import type { Knex } from 'knex'

/** False when there was none. */
export const deleteDevice = async (db: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from devices where id = ?', [id])
  return rowCount > 0
}
