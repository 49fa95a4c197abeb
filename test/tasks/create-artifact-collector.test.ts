import { expect, it } from 'vitest'
import type { JobResult } from '../../src/contract/job.ts'
import { createArtifactCollector } from '../../src/tasks/create-artifact-collector.ts'
import { sha256 } from '../runner/support/run-fixture.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const manifest = (names: string[]): JobResult => ({
  version: 1,
  kind: 'train',
  run_id: crypto.randomUUID(),
  outcome: 'succeeded',
  artifacts: names.map((name) => ({ name, media_type: 'image/png', bytes: 7, sha256: sha256('curves\n') })),
  report: {},
  problems: [],
  error: null,
})

async function* saying(text: string) {
  yield Buffer.from(text)
}

it('only what the manifest names becomes an artifact, as it was collected last', async () => {
  const db = await useTestDatabase()
  const { collect, artifactsOf, letGo } = createArtifactCollector(db)
  const bring = (name: string, text: string) => collect({ name, bytes: text.length, body: saying(text) })
  expect(await bring('curves.png', 'before\n')).toBe(sha256('before\n'))
  // The manifest of an earlier try named it.
  await bring('sample.png', 'sample\n')
  expect(await bring('curves.png', 'curves\n')).toBe(sha256('curves\n'))

  expect(artifactsOf(null)).toEqual([])
  const artifacts = artifactsOf(manifest(['curves.png']))
  expect(artifacts).toMatchObject([{ name: 'curves.png', mediaType: 'image/png', bytes: 7 }])
  const { rows } = await db.knex.raw('select sha256 from blobs where id = ?', [artifacts[0]?.blobId ?? ''])
  expect(rows[0].sha256.toString('hex')).toBe(sha256('curves\n'))
  await letGo()
})
