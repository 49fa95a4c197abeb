import { expect, it } from 'vitest'
import { mostConnections } from '../../src/db/create-database.ts'
import { expectRoom } from '../../src/db/expect-room.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

it('finds room for a relay', async () => {
  const db = await useTestDatabase()
  await expect(expectRoom(db.slow)).resolves.toBeUndefined()
})

it('says how many connections there are, and how many a relay takes', async () => {
  const db = await useTestDatabase()
  await expect(expectRoom(db.slow, 1000)).rejects.toThrow(
    /takes up to 1000 connections: max_connections \d+ - \d+ reserved - \d+ in use = \d+\./,
  )
})

it('counts the limit of the database', async () => {
  const db = await useTestDatabase()
  await db.administer(`alter database ${db.name} connection limit ${mostConnections - 1}`)
  await expect(expectRoom(db.slow)).rejects.toThrow(`is limited to ${mostConnections - 1}`)
})
