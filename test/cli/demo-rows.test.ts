import { expect, it } from 'vitest'
import { startApp } from '../support/start-app.ts'
import { runCli } from './run-cli.ts'

it('loads the predecessor’s rows with its ids, once', async () => {
  const app = await startApp()
  try {
    const env = { DATABASE_URL: app.db.url }
    expect(await runCli(['demo-rows'], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Loaded 2 bridges'),
    })
    expect((await app.ask('GET /bridges/')).text).toBe(
      '[{"address":"192.168.0.7","name":"Coffee room","https":false,"id":1},{"address":"187.32.5.6","name":"Parking lot","https":false,"id":2}]',
    )
    const { json: devices } = await app.ask('GET /devices/')
    expect(devices).toMatchObject([
      { id: 1, serial: '707B266C064B14A6', bridge: { id: 2 }, installer: { name: 'Arduino IDE' } },
      { id: 2, serial: '707B266C064B14B7', bridge: { id: 2 }, model: 'person_detection' },
      { id: 3, serial: '707B266C064B14C3', bridge: { id: 1 }, description: 'config this' },
      { id: 4, serial: '1985', bridge: { id: 1 }, installer: { name: 'RPI' }, name: 'Commodore 64' },
    ])
    const { json: datasets } = await app.ask('GET /datasets/')
    expect(datasets).toMatchObject([
      { id: 1, name: 'Car recognition', size: '0.0 MB' },
      { id: 2, name: 'Person recognition' },
      { id: 3, name: 'Free parking space recognition' },
    ])
    expect(await runCli(['demo-rows'], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('already'),
    })

    // With some of them gone it does not guess, and changes nothing.
    await app.ask('DELETE /devices/4')
    expect(await runCli(['demo-rows'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('empty database'),
    })
    expect((await app.ask('GET /devices/')).json).toHaveLength(3)
  } finally {
    await app.stop()
  }
})

it('explains itself', async () => {
  expect(await runCli(['demo-rows', '--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('usage: tinymlaas demo-rows'),
  })
  expect(await runCli(['demo-rows', 'now'])).toMatchObject({ code: 2 })
})
