import { beforeAll, expect, test } from 'vitest'
import { ensureFixtureImage } from './support/fixture-image.ts'
import { fixtureRun, sha256 } from './support/run-fixture.ts'

beforeAll(() => ensureFixtureImage())

test('a job gets its inputs, tells its events and leaves its artifacts', async () => {
  const picture = Buffer.alloc(3_000_000, 'picture')
  const { run, seen } = fixtureRun(
    `tar -x -C /job
     echo '{"type":"phase","name":"train"}'
     echo words; echo error >&2
     cp /job/data/0/7 /job/out/model.keras
     finish "$(artifact model.keras)"`,
    {
      inputs: [
        {
          name: 'data/0/7',
          size: picture.length,
          body: (async function* () {
            yield picture
          })(),
        },
      ],
    },
  )
  const outcome = await run()
  expect(outcome).toMatchObject({ state: 'succeeded', reason: null, exitCode: 0, oomKilled: false })
  expect(outcome.result?.artifacts).toHaveLength(1)
  expect(seen.files).toEqual([
    {
      name: 'model.keras',
      mediaType: 'application/octet-stream',
      bytes: picture.length,
      sha256: sha256(picture),
    },
  ])
  expect(seen.events).toEqual([{ type: 'phase', name: 'train' }])
  expect(seen.logs.map(({ stream, text }) => `${stream} ${text}`).toSorted()).toEqual([
    'stderr error',
    'stdout words',
  ])
})
