import { expect, it } from 'vitest'
import { useApp } from '../../support/start-app.ts'

it('lists the boards and the networks, and takes each of their names', async () => {
  const { ask } = await useApp()
  const boards = (await ask('GET /boards')).json as { id: string }[]
  const networks = (await ask('GET /architectures')).json as { name: string }[]
  expect(boards.map(({ id }) => id)).toContain('esp32-s3')
  expect(networks.map(({ name }) => name)).toContain('tiny_cnn')
  const device = { name: 'n', installer_id: 1, model: 'm', description: 'd', serial: 'S1' }
  await ask('POST /devices/', { json: device })
  for (const { id: board } of boards) {
    expect(await ask('PUT /devices/1/board', { json: { board } })).toMatchObject({ status: 200 })
  }
  expect(await ask('PUT /devices/1/board', { json: { board: 'esp33' } })).toMatchObject({
    status: 422,
    json: { detail: [{ loc: ['body', 'board'], msg: expect.stringContaining('GET /boards') }] },
  })
})

it('lists the installers that the bridge knows, in their order', async () => {
  const { ask } = await useApp()
  for (const path of ['/installers/', '/installers']) {
    const { status, text } = await ask(`GET ${path}`)
    expect(status).toBe(200)
    expect(text).toBe('[{"name":"Arduino IDE","id":1},{"name":"RPI","id":2}]')
  }
})
