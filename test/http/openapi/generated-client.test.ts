import { expect, it } from 'vitest'
import { useApp } from '../../support/start-app.ts'

const headers = { 'User-Agent': 'OpenAPI-Generator/1.0.0/python', Accept: 'application/json' }
const device = { name: 'ESP', installer_id: 1, model: 'm', description: 'd', serial: 'S1' }

it('leaves out keys that are null for the generated client, and for it only', async () => {
  const { ask } = await useApp()
  const bridge = await ask('POST /bridges/', { json: { address: 'b', https: false }, headers })
  expect(bridge).toMatchObject({ status: 201, text: '{"address":"b","https":false,"id":1}' })
  const made = await ask('POST /devices/', { json: device, headers })
  expect(Object.keys(made.json as object)).toEqual([
    'name',
    'installer_id',
    'model',
    'description',
    'serial',
    'id',
    'installer',
  ])
  expect((await ask('GET /devices/', { headers })).text).not.toContain('null')
  for (const agent of ['python-requests/2.31.0', 'curl/8', '']) {
    const { text } = await ask('GET /devices/', { headers: { 'User-Agent': agent } })
    expect(text).toContain('"connection":null')
    expect(text).toContain('"bridge":null')
  }
})

it('keeps detail a list in every 422 it gets, with loc, msg and type', async () => {
  const { ask } = await useApp()
  await ask('POST /devices/', { json: device, headers })
  for (const json of [device, {}, { ...device, serial: 'S2', installer_id: 9 }]) {
    const refused = await ask('POST /devices/', { json, headers })
    expect(refused).toMatchObject({ status: 422, headers: { 'content-type': 'application/json' } })
    for (const item of (refused.json as { detail: object[] }).detail)
      expect(item).toEqual({
        loc: ['body', expect.any(String)],
        msg: expect.any(String),
        type: expect.any(String),
      })
  }
})

it('sends an expanded id of nothing to the list, not to the download', async () => {
  const { ask } = await useApp()
  expect(await ask('GET /compiled_models/', { headers })).toMatchObject({ status: 200, text: '[]' })
})
