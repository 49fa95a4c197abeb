import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createLease } from '../../src/store/blobs/lease.ts'
import type { StoredBlob } from '../../src/store/blobs/write-blob.ts'
import { insertDataset } from '../../src/store/datasets/datasets.ts'
import { putDatasetFiles } from '../../src/store/datasets/put-files.ts'
import { forgetRuns } from '../../src/store/runs/retention.ts'
import { emptyUpload } from '../../src/usecases/uploads/collected-upload.ts'
import { placeUpload } from '../../src/usecases/uploads/place-upload.ts'
import type { StoredPicture } from '../../src/usecases/uploads/store-picture.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const fileOf = (path: string, blob: StoredBlob) => ({
  path,
  label: 'a',
  split: null,
  blobId: blob.id,
  bytes: blob.bytes,
  mediaType: null,
  width: null,
  height: null,
  problem: null,
})
const uploadOf = (stored: StoredPicture) => ({
  ...emptyUpload(),
  partNames: ['a'],
  pictures: [{ part: 0, inner: null, ...stored }],
})
const options = { onConflict: 'keep', names: null, paths: 50 } as const
const text = async function* (content: string) {
  yield Buffer.from(content)
}

it('two uploads of the same names, in whatever order, both succeed', async () => {
  const db = await useTestDatabase()
  const dataset = await insertDataset(db.knex, { name: 'd', description: 'd' })
  const blob = await createLease(db.knex).write(text('x'))
  const files = Array.from({ length: 2500 }, (_, i) => fileOf(`a/${i}`, blob))
  const upload = (list: typeof files) => db.knex.transaction((trx) => putDatasetFiles(trx, dataset, list))
  await upload(files)
  await Promise.all([upload(files), upload(files.toReversed()), upload(files)])
})

it('a dataset that is deleted during an upload is missing, not a defect', async () => {
  const db = await useTestDatabase()
  const blob = await createLease(db.knex).write(text('x'))
  const picture = { mediaType: null, width: null, height: null, problem: null }
  await expect(placeUpload(db, 77, uploadOf({ blob, picture }), options)).rejects.toMatchObject({
    code: 'not-found',
  })
})

it('a file whose bytes a crash of Postgres took is to be sent again', async () => {
  const db = await useTestDatabase()
  const dataset = await insertDataset(db.knex, { name: 'd', description: 'd' })
  const blob = { ...(await createLease(db.knex).write(text('x'))), id: randomUUID() }
  const picture = { mediaType: null, width: null, height: null, problem: null }
  const added = placeUpload(db, dataset, uploadOf({ blob, picture }), options)
  await expect(added).rejects.toMatchObject({ code: 'unavailable', headers: { 'Retry-After': '1' } })
})

it('forgets failed runs after their time, and keeps what models were made by', async () => {
  const db = await useTestDatabase()
  const insert = async (state: string, reason: string | null, days: number) => {
    const id = randomUUID()
    await db.knex.raw(
      `insert into runs (id, kind, state, reason, request, finished_at)
       values (?, 'train', ?, ?, '{}', now() - ? * interval '1 day')`,
      [id, state, reason, days],
    )
    return id
  }
  await insert('failed', 'exit', 31)
  const kept = [await insert('failed', 'exit', 29), await insert('succeeded', null, 400)]
  expect(await forgetRuns(db.knex, 30)).toBe(1)
  const { rows } = await db.knex.raw('select id from runs')
  expect(rows.map(({ id }: { id: string }) => id).sort()).toEqual(kept.sort())
})
