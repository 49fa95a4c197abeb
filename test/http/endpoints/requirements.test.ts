import { afterAll, beforeAll, expect, it } from 'vitest'
import { endNextRun } from '../../support/act-as-worker.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { uploadDigits } from '../../support/upload-digits.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  await uploadDigits(app.url, 2)
})
afterAll(() => app.stop())

const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
const TRAIN = 'POST /models/datasets/1?lossfunc=Categorical%20crossentropy'
const ended = async (call: string, require?: object) => {
  const json = call === TRAIN ? { parameters, description: '', ...(require ? { require } : {}) } : undefined
  const asked = app.ask(call, json ? { json } : {})
  await endNextRun(app.db)
  return asked
}
const newestRun = async () => {
  const [newest] = (await app.ask('GET /runs?limit=1')).json as { id: string }[]
  return (await app.ask(`GET /runs/${newest?.id}`)).json
}

// The worker of these tests leaves the reports of real runs, which are right of most pictures and not of all.
it('what is required and reached changes nothing', async () => {
  expect(await ended(TRAIN, { accuracy: 0.6, board: 'esp32' })).toMatchObject({ status: 201 })
  expect(await newestRun()).toMatchObject({
    state: 'succeeded',
    require: { accuracy: 0.6, board: 'esp32' },
  })
  expect(await ended(TRAIN)).toMatchObject({ status: 201 })
  expect(await newestRun()).toMatchObject({ state: 'succeeded', require: null })
})

it('what is not reached fails the run, and keeps what it made', async () => {
  const { status, json } = await ended(TRAIN, { accuracy: 1 })
  expect({ status, json }).toMatchObject({
    status: 409,
    json: {
      code: 'below-the-bar',
      detail: [{ msg: expect.stringMatching(/^The accuracy is 0\.\d{3}, .* less than 1\.$/) }],
    },
  })
  const run = (await newestRun()) as { model_id: number }
  expect(run).toMatchObject({ state: 'failed', reason: 'below-the-bar', model_id: expect.any(Number) })
  expect(await app.ask(`GET /models/${run.model_id}`)).toMatchObject({ status: 200, json: { version: 1 } })
  expect((await app.ask(`GET /models/${run.model_id}/artifacts`)).json).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'model.keras' })]),
  )
  // It can go on from there.
  expect(await ended(`POST /compiled_models/models/${run.model_id}?int16x8=true`)).toMatchObject({
    status: 201,
  })
  expect(
    await ended(`POST /compiled_models/models/${run.model_id}?require_accuracy_low=0.999`),
  ).toMatchObject({
    status: 409,
    json: { detail: expect.stringContaining('lower end') },
  })
  const compiled = (await newestRun()) as { compiled_model_id: number; parameters: object }
  expect(compiled).toMatchObject({ state: 'failed', require: { accuracy_low: 0.999 } })
  // The container takes no parameter that it does not know.
  expect(Object.keys(compiled.parameters).filter((name) => name.startsWith('require'))).toEqual([])
  expect(await app.ask(`GET /compiled_models/${compiled.compiled_model_id}`)).toMatchObject({ status: 200 })
})

it('refuses a board that there is not, and what nobody can reach', async () => {
  for (const require of [{ board: 'nano' }, { accuracy: 1.1 }, { precision: 0.9 }])
    expect(await app.ask(TRAIN, { json: { parameters, description: '', require } })).toMatchObject({
      status: 422,
    })
})
