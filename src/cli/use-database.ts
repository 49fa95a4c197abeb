import { readConfig } from '../config.ts'
import type { Executor } from '../db/create-database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createLogger } from '../logger.ts'

/** Does something with the relay's database: DATABASE_URL's, or the embedded one, which may be running or not. */
export const useDatabase = async <T>(
  env: NodeJS.ProcessEnv,
  act: (db: Executor) => Promise<T>,
): Promise<T> => {
  const db = await openDatabase(readConfig(env), createLogger('error'), { keepAlive: false })
  try {
    return await act(db.knex)
  } finally {
    await db.close()
  }
}
