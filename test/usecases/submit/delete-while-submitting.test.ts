import knex from 'knex'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { findTrainableClasses } from '../../../src/usecases/submit/find-trainable-classes.ts'
import { endNextRun } from '../../support/act-as-worker.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/** The lock before which a submission waits, between its look at the rows and the insert that refers to them. */
const GATE = 4711

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  await app.db.knex.raw(`
    create function wait_at_gate() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_lock_shared(${GATE});
      perform pg_advisory_unlock_shared(${GATE});
      return new;
    end $$;
    create trigger runs_wait before insert on runs for each row execute function wait_at_gate()`)
})
afterAll(() => app.stop())

const LOSS = 'lossfunc=Categorical%20crossentropy'
const json = { parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }, description: '' }
const later = { Prefer: 'respond-async' }
const picture = makePicture(9)
const photo = multipart([{ name: 'a.png', data: picture, field: 'file' }])

interface Rows {
  dataset: number
  model: number
  compiled: number
}
const idOf = ({ json }: { json: unknown }) => (json as { id: number }).id

const makeRows = async (): Promise<Rows> => {
  const dataset = idOf(await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d'))
  const parts = ['A/1.png', 'B/1.png'].map((name, i) => ({ name, data: makePicture(i) }))
  await app.ask(`POST /datasets/${dataset}/`, multipart(parts))
  const training = app.ask(`POST /models/datasets/${dataset}?${LOSS}`, { json })
  await endNextRun(app.db)
  const model = idOf(await training)
  const compiling = app.ask(`POST /compiled_models/models/${model}`)
  await endNextRun(app.db)
  return { dataset, model, compiled: idOf(await compiling) }
}

const submissions: Record<string, (rows: Rows) => ReturnType<RunningApp['ask']>> = {
  train: ({ dataset }) => app.ask(`POST /models/datasets/${dataset}?${LOSS}`, { json, headers: later }),
  continue: ({ model, dataset }) => app.ask(`PUT /models/${model}/datasets/${dataset}`, { headers: later }),
  compile: ({ model }) => app.ask(`POST /compiled_models/models/${model}`, { headers: later }),
  'predict with the model': ({ model }) =>
    app.ask(`POST /models/${model}/predict`, { ...photo, headers: { ...photo.headers, ...later } }),
  'predict with the compiled model': ({ compiled }) =>
    app.ask(`POST /compiled_models/${compiled}/predict`, {
      ...photo,
      headers: { ...photo.headers, ...later },
    }),
}
const deletions: Record<string, (rows: Rows) => ReturnType<RunningApp['ask']>> = {
  dataset: ({ dataset }) => app.ask(`DELETE /datasets/${dataset}?force=true`),
  model: ({ model }) => app.ask(`DELETE /models/${model}`),
}
/** Whether a run of this kind refers to what is deleted. */
const refers: Record<string, string[]> = {
  dataset: ['train', 'continue'],
  model: ['continue', 'compile', 'predict with the model', 'predict with the compiled model'],
}

const pairs = Object.keys(deletions).flatMap((deleted) =>
  Object.keys(submissions).map((submitted) => [deleted, submitted] as const),
)

/** Does something while every submission stands between its look and its insert. */
const whileOneWaits = async <T>(submit: () => Promise<T>, act: () => Promise<unknown>): Promise<T> => {
  const gate = await app.db.knex.transaction()
  try {
    await gate.raw('select pg_advisory_xact_lock(?)', [GATE])
    const submission = submit()
    await expect
      .poll(
        async () =>
          (await app.db.knex('pg_locks').where({ locktype: 'advisory', objid: GATE, granted: false })).length,
        { timeout: 30_000 },
      )
      .toBe(1)
    await act()
    await gate.commit()
    return await submission
  } finally {
    if (!gate.isCompleted()) await gate.rollback()
  }
}

it.each(pairs)('a %s deleted between the look and the insert of: %s', async (deleted, submitted) => {
  const rows = await makeRows()
  const run = await whileOneWaits(
    async () => submissions[submitted]?.(rows),
    async () => expect(await deletions[deleted]?.(rows)).toMatchObject({ status: 204 }),
  )
  if (refers[deleted]?.includes(submitted)) {
    expect(run).toMatchObject({ status: 404, json: { code: 'not-found', hint: expect.any(String) } })
    expect(run?.text).toMatch(/in the meantime/)
  } else {
    expect(run).toMatchObject({ status: 202 })
    await app.ask(`POST ${run?.headers.location}/cancel`)
  }
})

it.each(pairs)('a %s deleted after the submission of: %s', async (deleted, submitted) => {
  const rows = await makeRows()
  const run = await submissions[submitted]?.(rows)
  expect(run).toMatchObject({ status: 202 })
  const isInUse = refers[deleted]?.includes(submitted)
  expect(await deletions[deleted]?.(rows)).toMatchObject({ status: isInUse ? 409 : 204 })
  await app.ask(`POST ${run?.headers.location}/cancel`)
})

it('a dataset that is deleted while its files are counted does not exist, rather than have no files', async () => {
  const { dataset } = await makeRows()
  // With one connection, the delete stands in line behind the first query and before the second.
  const single = knex({ ...app.db.knex.client.config, pool: { min: 1, max: 1 } })
  onTestFinished(() => single.destroy())
  const classes = findTrainableClasses(single, dataset, ['path', 'dataset_id'])
  const [, outcome] = await Promise.all([
    single('datasets').where({ id: dataset }).delete(),
    classes.catch((error: unknown) => error),
  ])
  expect(outcome).toMatchObject({ code: 'not-found' })
})

it('files that are deleted while their training is answered are no defect', async () => {
  const { dataset } = await makeRows()
  const training = app.ask(`POST /models/datasets/${dataset}?${LOSS}`, { json })
  await app.db.knex.raw(`
    create or replace function take_away() returns trigger language plpgsql as $$
    begin delete from artifacts where run_id = new.run_id; return null; end $$;
    create trigger artifacts_away after insert on model_versions for each row execute function take_away()`)
  await endNextRun(app.db)
  expect(await training).toMatchObject({ status: 404, json: { code: 'not-found' } })
})
