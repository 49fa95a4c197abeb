import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { createLease } from '../../src/store/blobs/lease.ts'
import { insertDataset } from '../../src/store/datasets/datasets.ts'
import { putDatasetFiles } from '../../src/store/datasets/put-files.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const migration = new URL('../../migrations/0011_clear_container_problems.sql', import.meta.url)
const byContainer = { message: '', hint: 'Replace or delete the file.' }
const byUpload = { message: '', hint: 'Send the file again, whole.' }

it('what old containers said of copies, labels and decoding is forgotten, the rest stays', async () => {
  const db = await useTestDatabase()
  const dataset = await insertDataset(db.knex, { name: 'd', description: 'd' })
  const blob = await createLease(db.knex).write(
    (async function* () {
      yield Buffer.from('x')
    })(),
  )
  const problems = {
    'forgotten/1': { code: 'duplicate', ...byContainer },
    'forgotten/2': { code: 'conflicting-label', ...byContainer },
    'forgotten/3': { code: 'undecodable', ...byContainer },
    'forgotten/4': { code: 'truncated', ...byContainer },
    'forgotten/5': { code: 'truncated', ...byContainer, source: 'container' },
    'kept/1': { code: 'truncated', ...byUpload },
    'kept/2': { code: 'truncated', ...byUpload, source: 'upload' },
    'kept/3': { code: 'too-large', ...byContainer, source: 'container' },
  }
  const of = {
    label: 'a',
    split: null,
    blobId: blob.id,
    bytes: 1,
    mediaType: null,
    width: null,
    height: null,
  }
  const files = Object.keys(problems).map((path) => ({ path, ...of, problem: null }))
  await db.knex.transaction((trx) => putDatasetFiles(trx, dataset, files))
  for (const [path, problem] of Object.entries(problems))
    await db.knex('dataset_files').where({ path }).update({ problem })
  await db.knex.raw(await readFile(migration, 'utf8'))
  const kept = await db.knex('dataset_files').whereNotNull('problem').orderBy('path').select('path')
  expect(kept.map(({ path }) => path)).toEqual(['kept/1', 'kept/2', 'kept/3'])
})
