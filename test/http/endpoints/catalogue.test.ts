import { expect, it } from 'vitest'
import { OWN_BOARD, useBoardsFile } from '../../support/own-boards.ts'
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

it('lists the boards of BOARDS_FILE after those of the image, and takes their names', async () => {
  const { ask } = await useApp({ env: { BOARDS_FILE: await useBoardsFile({ boards: [OWN_BOARD] }) } })
  const boards = (await ask('GET /boards')).json as { id: string }[]
  expect(boards.at(-1)).toEqual({ ...OWN_BOARD, latencies: [] })
  expect(boards.length).toBeGreaterThan(5)
  await ask('POST /devices/', {
    json: { name: 'n', installer_id: 1, model: 'm', description: 'd', serial: 'S1' },
  })
  expect(await ask('PUT /devices/1/board', { json: { board: 'our-board' } })).toMatchObject({ status: 200 })
  // All is well with these but the dataset, and with those not even the board.
  const parameters = { epochs: 1, img_width: 32, img_height: 32, batch_size: 8 }
  const train = async (target: string, board: string) => {
    const json = { parameters: { ...parameters, target }, description: '', require: { board } }
    const { json: told } = await ask('POST /models/datasets/9?lossfunc=Categorical%20crossentropy', { json })
    return (told as { detail: { loc: string[] }[] }).detail[0]?.loc
  }
  expect(await train('our-board', 'our-board')).toEqual(['path', 'dataset_id'])
  expect(await train('esp33', 'our-board')).toEqual(['body', 'target'])
  expect(await train('our-board', 'esp33')).toEqual(['body', 'require', 'board'])
})

it('says what a network would take before it is trained', async () => {
  const { ask } = await useApp()
  const estimate = (query: string) =>
    ask(`GET /architectures/mobilenet_v1/estimate?img_width=96&img_height=96${query}`)
  const { status, json } = await estimate('')
  expect(status).toBe(200)
  // 0.25 x 96 x 96 of MLPerf Tiny: 7.2 million in grey with two classes there, where nothing is pooled by weights.
  const { macs, instructions, boards } = json as {
    macs: number
    instructions: number
    boards: { id: string }[]
  }
  expect([macs, instructions].map((number) => Math.round(number / 1e6))).toEqual([7, 21])
  expect(boards.length).toBeGreaterThan(5)
  expect(await estimate('&color=rgb&classes=10&target=wio-terminal')).toMatchObject({
    status: 200,
    json: { boards: [{ id: 'wio-terminal', runtimes: expect.any(Array) }] },
  })
  expect(await estimate('&target=esp33')).toMatchObject({
    status: 422,
    json: { detail: [{ loc: ['query', 'target'], msg: expect.stringContaining('GET /boards') }] },
  })
  for (const wrong of ['&classes=1', '&classes=1001', '&color=blue', '&img_width=513'])
    expect(await estimate(wrong), wrong).toMatchObject({ status: 422 })
  expect(await ask('GET /architectures/auto/estimate?img_width=96&img_height=96')).toMatchObject({
    status: 404,
    json: { hint: expect.stringContaining('resnet8') },
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
