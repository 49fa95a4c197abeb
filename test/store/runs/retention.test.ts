import { expect, it } from 'vitest'
import { sweepBlobs } from '../../../src/store/blobs/sweep-blobs.ts'
import { countForgettable, forgetAll, forgetRuns } from '../../../src/store/runs/retention.ts'
import { runCli } from '../../cli/run-cli.ts'
import { submitRun, uploadNoise } from '../../faults/support/submit-runs.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { useApp } from '../../support/start-app.ts'

it('forgets what is old and unused: runs, what they said, files of versions that nobody needs', async () => {
  const { db, url } = await useApp()
  const dataset = await uploadNoise(url)
  const first = await submitRun(url, dataset)
  await endNextRun(db)
  const failed = await submitRun(url, dataset)
  await endNextRun(db, 'failed')
  await db.knex.raw(
    `insert into run_events (run_id, seq, type, data) select id, last_seq + 1, 'log', '{"line":"hello"}' from runs`,
  )
  const left = async () => {
    const { rows } = await db.knex.raw(
      `select (select count(*)::int from runs) as runs, (select count(*)::int from run_events where type = 'log') as logs,
              (select count(*)::int from artifacts) as files`,
    )
    return rows[0]
  }
  const days = { runs: 30, events: 7, artifacts: 14 }
  const age = (days: number) =>
    db.knex.raw("update runs set finished_at = now() - ? * interval '1 day' where finished_at is not null", [
      days,
    ])
  const all = await left()
  await age(6)
  expect(await forgetAll(db.slow, days)).toEqual({ runs: 0, events: 0, artifacts: 0 })
  await age(8)
  expect(await countForgettable(db.knex, days)).toEqual({ runs: 0, events: 2, artifacts: 0 })
  expect(await countForgettable(db.knex, { ...days, events: null })).toEqual({
    runs: 0,
    events: 0,
    artifacts: 0,
  })
  const env = { DATABASE_URL: db.url, EVENT_RETENTION_DAYS: '7', ARTIFACT_RETENTION_DAYS: '14' }
  expect(await runCli(['retention', '--dry-run'], env)).toMatchObject({
    code: 0,
    out: 'runs\t0\tafter 30 days\nevents\t2\tafter 7 days\nartifacts\t0\tafter 14 days\n',
  })
  expect(await left()).toEqual(all)
  expect(await runCli(['retention'], env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('events\t2\t'),
  })
  expect(await left()).toEqual({ ...all, logs: 0 })

  // The current version is in use, however old; the failed run is not.
  await age(100)
  expect(await forgetAll(db.slow, days)).toEqual({ runs: 1, events: 0, artifacts: 0 })
  expect((await fetch(`${url}/runs/${failed}`)).status).toBe(404)

  // A second version: the first one's files are of use while something was compiled of it, or a run works on the model.
  const { rows } = await db.knex.raw('select id from models')
  const model = rows[0].id
  await db.knex.raw(
    `with run as (insert into runs (kind, state, request, model_id, finished_at) select 'train', 'succeeded', request, ?, now() - interval '100 days' from runs where id = ? returning id)
     insert into model_versions (model_id, version, run_id) select ?, 2, id from run`,
    [model, first, model],
  )
  const files = { runs: 0, events: 0, artifacts: all.files }
  expect(await countForgettable(db.knex, days)).toEqual(files)
  await db.knex.raw('insert into compiled_models (model_id, model_version, run_id) values (?, 1, ?)', [
    model,
    first,
  ])
  expect(await countForgettable(db.knex, days)).toEqual({ ...files, artifacts: 0 })
  await db.knex.raw('delete from compiled_models')
  await db.knex.raw(
    `insert into runs (kind, request, model_id) values ('compile', '{"parameters":{},"description":"","classes":[],"model_version":1}', ?)`,
    [model],
  )
  expect(await forgetAll(db.slow, days)).toEqual({ ...files, artifacts: 0 })
  await db.knex.raw(
    "update runs set state = 'cancelled', reason = 'cancelled', finished_at = now() where state = 'queued'",
  )
  expect(await forgetAll(db.slow, days)).toEqual(files)
  expect(await sweepBlobs(db.slow)).toBeGreaterThan(0)
  expect(await forgetRuns(db.slow, 30)).toBe(0)
}, 60_000)
