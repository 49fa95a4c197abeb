import type { Knex } from 'knex'

/** Removes a bridge with its devices; false when there was none. */
export const deleteBridge = async (db: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from bridges where id = ?', [id])
  return rowCount > 0
}
