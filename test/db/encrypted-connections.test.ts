import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../src/db/create-database.ts'
import { copyRows } from '../../src/store/blobs/copy-rows.ts'
import { CHUNK_BYTES } from '../../src/store/blobs/gather-first.ts'
import { createLease } from '../../src/store/blobs/lease.ts'
import { readBlob } from '../../src/store/blobs/read-blob.ts'
import { createRunFeed } from '../../src/store/runs/feed.ts'
import { claimRun, insertRun } from '../../src/store/runs/lifecycle.ts'
import { createTestCertificate } from '../bridge/create-test-certificate.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

/** What a client of PostgreSQL asks before its TLS: the manual's chapter on message formats, SSLRequest. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** A server that speaks TLS for the tests' PostgreSQL, which does not, and counts who insisted on it. */
const useTlsFront = async (port: number) => {
  const certificate = createTestCertificate()
  const seen = { encrypted: 0 }
  const open = new Set<Socket>()
  const server = createServer(async (client) => {
    open.add(client)
    client.on('error', () => undefined).on('close', () => open.delete(client))
    const [asked] = await once(client, 'data')
    if (!SSL_REQUEST.equals(asked)) return void client.destroy()
    client.pause()
    client.write('S')
    seen.encrypted += 1
    const secure = new TLSSocket(client, { isServer: true, ...certificate })
    const inner = connect(port, '127.0.0.1')
    open.add(inner)
    secure.on('error', () => inner.destroy()).on('close', () => inner.destroy())
    inner.on('error', () => secure.destroy()).on('close', () => secure.destroy())
    secure.pipe(inner).pipe(secure)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const file = join(tmpdir(), `tls-${process.pid}-${randomBytes(4).toString('hex')}.pem`)
  await writeFile(file, certificate.cert)
  onTestFinished(() => rm(file))
  return { port: (server.address() as AddressInfo).port, file, seen }
}

it('bytes, rows and notifications go through TLS as they do without it', async () => {
  const plain = await useTestDatabase()
  const url = new URL(plain.url)
  const front = await useTlsFront(Number(url.port))
  url.port = String(front.port)
  url.searchParams.set('sslmode', 'verify-full')
  url.searchParams.set('sslrootcert', front.file)
  const db = createDatabase(url.href, silentLogger)
  onTestFinished(() => db.close())

  const data = randomBytes(9 * CHUNK_BYTES + 17)
  const { write } = createLease(db.bulk)
  const blob = await write(
    (async function* () {
      for (let at = 0; at < data.length; at += 70_000) yield data.subarray(at, at + 70_000)
    })(),
  )
  const readers = Array.from({ length: 4 }, () => buffer(readBlob(db.streams, blob.id)))
  for (const read of await Promise.all(readers)) expect(read.equals(data)).toBe(true)
  const range = { start: CHUNK_BYTES - 5, end: 3 * CHUNK_BYTES }
  expect(
    (await buffer(readBlob(db.streams, blob.id, range))).equals(data.subarray(range.start, range.end + 1)),
  ).toBe(true)

  const broken = async () => {
    for await (const _ of copyRows(db.streams, 'select 1 / (1500 - n) from generate_series(1, 2000) n'));
  }
  await expect(broken()).rejects.toMatchObject({ code: '22012' })
  for await (const _ of copyRows(db.inputs, "select repeat('x', 50000) from generate_series(1, 2000)")) break
  expect((await buffer(readBlob(db.inputs, blob.id))).equals(data)).toBe(true)

  const feed = createRunFeed(url.href, silentLogger)
  await feed.start()
  onTestFinished(() => feed.stop())
  const request = { parameters: {}, description: '', classes: [], model_version: null }
  const run = { kind: 'train', datasetId: null, modelId: null, request, idempotency: null } as const
  const id = await insertRun(db.knex, run)
  const told = Promise.withResolvers<void>()
  onTestFinished(feed.subscribe(id, told.resolve))
  await claimRun(db.knex, id, 'w')
  await told.promise
  expect(front.seen.encrypted).toBeGreaterThan(4)
})

it('refuses a server whose certificate nobody vouches for', async () => {
  const plain = await useTestDatabase()
  const url = new URL(plain.url)
  const front = await useTlsFront(Number(url.port))
  url.port = String(front.port)
  url.searchParams.set('sslmode', 'verify-full')
  const db = createDatabase(url.href, silentLogger)
  onTestFinished(() => db.close())
  await expect(db.knex.raw('select 1')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})
