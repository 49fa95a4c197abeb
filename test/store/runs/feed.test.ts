import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createRunFeed } from '../../../src/store/runs/feed.ts'
import { useTestDatabase } from '../../support/create-test-database.ts'
import { silentLogger } from '../../support/silent-logger.ts'

/** A server that takes connections and says nothing. */
const useSilentServer = async () => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket
      .resume()
      .on('error', () => undefined)
      .once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { sockets, url: `postgres://x@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x` }
}

it('leaves no connection open when it is stopped while one is made', async () => {
  const { sockets, url } = await useSilentServer()
  const feed = createRunFeed(url, silentLogger)
  void feed.start()
  await expect.poll(() => sockets.size).toBe(1)
  await feed.stop()
  await expect.poll(() => sockets.size).toBe(0)
  await sleep(1500)
  expect(sockets.size).toBe(0)
})

it('tells of changes again after its connection was lost', async () => {
  const db = await useTestDatabase()
  const feed = createRunFeed(db.url, silentLogger)
  await feed.start()
  onTestFinished(() => feed.stop())
  let nudges = 0
  feed.subscribe('run', () => nudges++)
  await db.administer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${db.name}' and application_name = 'tinymlaas-feed'`,
  )
  // The first nudge is that of the new connection.
  await expect.poll(() => nudges, { timeout: 5000 }).toBe(1)
  await db.knex.raw("select pg_notify('tinymlaas_runs', 'run')")
  await expect.poll(() => nudges).toBe(2)
})
