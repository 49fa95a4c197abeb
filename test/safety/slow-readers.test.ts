import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { multipart } from '../support/multipart.ts'
import { makePicture } from '../support/pictures.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { openConnection } from './open-connection.ts'

const MIB = 1024 * 1024
/** More than the system keeps on the way. */
const BIG = 20 * MIB

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1', MAX_DOWNLOADS: '24', CLIENT_SHARE: '0.66' } })
  await app.ask('POST /datasets/?dataset_name=a&dataset_desc=')
  const data = Buffer.concat([makePicture(1), Buffer.alloc(BIG)])
  expect((await app.ask('POST /datasets/1/', multipart([{ name: 'A/1.png', data }]))).status).toBe(200)
})
afterAll(() => app.stop())

const stalledReader = async (address: string) => {
  const open = await openConnection(app.url)
  onTestFinished(() => void open.close())
  open.stall()
  open.send(`GET /datasets/1/files/1 HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${address}\r\n\r\n`)
  return open
}
const download = (address: string) =>
  app.ask('GET /datasets/1/files/1', { headers: { 'X-Forwarded-For': address } })

it('gives others their downloads while sixteen readers of one client take nothing', async () => {
  for (let n = 0; n < 16; n++) await stalledReader('192.0.2.1')
  await sleep(500)
  const others = await Promise.all([2, 3, 4, 5].map((n) => download(`192.0.2.${n}`)))
  for (const { status, bytes } of others) expect([status, bytes.length > BIG]).toEqual([200, true])
  // The seventeenth of that client finds no place, and is told so.
  expect(await download('192.0.2.1')).toMatchObject({
    status: 503,
    json: { code: 'too-busy' },
    headers: { 'retry-after': '5' },
  })
  // Whoever takes nothing holds no connection of the database.
  expect([app.db.streams.waitingCount, app.db.streams.totalCount - app.db.streams.idleCount]).toEqual([0, 0])
})

it('tells a download from one that was deleted meanwhile', async () => {
  await app.ask('POST /datasets/?dataset_name=b&dataset_desc=')
  const data = Buffer.concat([makePicture(2), Buffer.alloc(BIG)])
  await app.ask('POST /datasets/2/', multipart([{ name: 'A/1.png', data }]))
  const reader = await openConnection(app.url)
  reader.send('GET /datasets/2/files/2 HTTP/1.1\r\nHost: localhost\r\n\r\n')
  reader.stall()
  await sleep(500)
  await app.db.knex.raw('delete from blob_chunks where seq > 40')
  reader.resume()
  expect(await reader.ended(10_000)).not.toBeNull()
  // Cut off, so that nobody takes a part for the whole.
  expect(reader.received().length).toBeLessThan(BIG)
})
