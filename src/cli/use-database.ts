import { readConfig } from '../config.ts'
import type { Database, Executor } from '../db/create-database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createLogger } from '../logger.ts'

/**
 * Does something with the relay's database: DATABASE_URL's, or the embedded one, which may be running or not. `make`
 * makes one where there is none; no command changes the schema of one that is there.
 * @throws SetupError when it is not to be had, or has not this version's schema.
 */
export const useWholeDatabase = async <T>(
  env: NodeJS.ProcessEnv,
  schema: 'make' | 'as-is',
  act: (db: Database) => Promise<T>,
): Promise<T> => {
  const db = await openDatabase(readConfig(env), createLogger('error'), { schema })
  try {
    return await act(db)
  } finally {
    await db.close()
  }
}

/** The same for what needs no other pool than that of short statements. */
export const useDatabase = <T>(
  env: NodeJS.ProcessEnv,
  schema: 'make' | 'as-is',
  act: (db: Executor) => Promise<T>,
): Promise<T> => useWholeDatabase(env, schema, (db) => act(db.knex))
