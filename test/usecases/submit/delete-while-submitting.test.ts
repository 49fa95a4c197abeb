import { afterAll, beforeAll, expect, it } from 'vitest'
import { endNextRun } from '../../support/act-as-worker.ts'
import { multipart } from '../../support/multipart.ts'
import { makePicture } from '../../support/pictures.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

/** Each a dataset, a model and a compiled model of their own, deleted while a run of them is submitted. */
const ROUNDS = 4

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  // Between the look at the rows and the insert that refers to them, time for a delete to commit.
  await app.db.knex.raw(`
    create function dawdle() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.1); return new; end $$;
    create trigger runs_dawdle before insert on runs for each row execute function dawdle()`)
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

it.each(pairs)('a %s deleted while somebody submits: %s', async (deleted, submitted) => {
  const seen = new Set<number>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const rows = await makeRows()
    const submission = submissions[submitted]?.(rows)
    await new Promise((resolve) => setTimeout(resolve, 10 * round))
    const [gone, run] = await Promise.all([deletions[deleted]?.(rows), submission])
    // Either the delete was first, and the run is refused; or the run was, and the delete is.
    expect([204, 409], gone?.text).toContain(gone?.status)
    expect([202, 404], run?.text).toContain(run?.status)
    if (run?.status === 404) expect(run.json).toMatchObject({ code: 'not-found', hint: expect.any(String) })
    if (refers[deleted]?.includes(submitted)) {
      expect([gone?.status, run?.status]).toSatisfy(([first, second]) => (first === 204) === (second === 404))
    } else expect([gone?.status, run?.status]).toEqual([204, 202])
    if (run?.status === 202) await app.ask(`POST ${run.headers.location}/cancel`)
    if (run?.status === 404 && /in the meantime/.test(run.text)) seen.add(404)
  }
  // The race was there, and not only in its name.
  if (refers[deleted]?.includes(submitted)) expect(seen).toEqual(new Set([404]))
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
