import pg from 'pg'
import { keepAlive } from '../db/create-database.ts'

/** How its connections are told from those of relays. */
export const BACKUP_NAME = 'tinymlaas-backup'

/** One connection without a limit of time: a table may take hours. */
export const openClient = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString, application_name: BACKUP_NAME, ...keepAlive })
  // The statement under way rejects; this only keeps the process alive.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
