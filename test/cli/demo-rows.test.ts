import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { spawnRelay } from '../../scripts/spawn-relay.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
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

it('DEMO_ROWS=1 loads them at the start of an empty relay, with the ids that the old command-line tool counts on', async () => {
  const db = await useTestDatabase()
  const start = async (env: Record<string, string> = { DEMO_ROWS: '1' }) => {
    const relay = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api', ...env })
    onTestFinished(async () => void (await relay.end('SIGTERM')))
    const ids = async (path: string) =>
      z
        .array(z.object({ id: z.int() }))
        .parse(await (await fetch(`${relay.url}${path}`)).json())
        .map(({ id }) => id)
    const add = async (path: string, json: object) => {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch(`${relay.url}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(json),
      })
      return z.object({ id: z.int() }).parse(await answer.json()).id
    }
    return { relay, ids, add }
  }
  const without = await start({})
  expect(await without.ids('/devices/')).toEqual([])

  const { relay, ids, add } = await start()
  expect(relay.log()).toContain('the demo rows were loaded')
  expect(await ids('/devices/')).toEqual([1, 2, 3, 4])
  // As `add-bridge` and `add-device` send them, before `install-model` and `observe-model` use bridge 3 and device 5.
  expect(await add('/bridges/', { address: '127.0.0.1:5000', name: 'Own', https: false })).toBe(3)
  expect(
    await add('/devices/', {
      name: 'n',
      model: 'm',
      description: 'd',
      serial: 'F404BF521AE99972',
      installer_id: 1,
    }),
  ).toBe(5)

  // Again: nothing is doubled, and what was removed does not come back.
  await fetch(`${relay.url}/devices/1`, { method: 'DELETE' })
  const again = await start()
  expect(await again.ids('/devices/')).toEqual([2, 3, 4, 5])
  expect(again.relay.log()).toContain('the demo rows were not loaded')
}, 60_000)
