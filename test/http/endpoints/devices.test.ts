import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  await app.ask('POST /bridges/', { json: { address: 'b', https: false } })
})
beforeEach(async () => {
  await app.db.knex.raw('delete from devices')
})
afterAll(() => app.stop())

const device = {
  name: 'ESP',
  connection: '10.0.0.9',
  installer_id: 1,
  model: 'm',
  description: 'd',
  serial: 'S1',
}
const add = (changes: object = {}) => app.ask('POST /devices/', { json: { ...device, ...changes } })
const HUGE = 2 ** 31

describe('a device', () => {
  it('is made with its keys in the order that clients unpack, without a bridge_id', async () => {
    const { status, text } = await add()
    expect(status).toBe(201)
    expect(text).toMatch(
      /^\{"name":"ESP","connection":"10\.0\.0\.9","installer_id":1,"model":"m","description":"d","serial":"S1","id":\d+,"installer":\{"name":"Arduino IDE","id":1\},"bridge":null\}$/,
    )
    expect((await app.ask('GET /devices')).text).toBe(`[${text}]`)
  })

  it('may belong to a bridge', async () => {
    const { json } = await add({ bridge_id: '1', installer_id: '2' })
    expect(json).toMatchObject({
      installer_id: 2,
      installer: { name: 'RPI', id: 2 },
      bridge: { address: 'b', name: null, https: false, id: 1 },
    })
    expect(Object.keys((json as { bridge: object }).bridge)).toEqual(['address', 'name', 'https', 'id'])
  })

  it.each([1, '1', ' 1 ', '+1', true, 1.0])('installer_id may be %j', async (installer_id) => {
    expect((await add({ installer_id })).json).toMatchObject({ installer_id: 1 })
  })

  it.each([undefined, null, '', '1.5', '1.0', 'one', 1.5, [[]], {}, [[1]]])(
    'installer_id may not be %j',
    async (installer_id) => {
      const { status, json } = await add({ installer_id })
      expect({ status, json }).toMatchObject({
        status: 422,
        json: { detail: [{ loc: ['body', 'installer_id'] }] },
      })
    },
  )

  it.each([3, 0, -1, HUGE, 2 ** 53, '99999999999999999999', 1e300])(
    'there is no installer %j',
    async (installer_id) => {
      const { status, json } = await add({ installer_id })
      expect({ status, json }).toMatchObject({
        status: 422,
        json: { detail: [{ loc: ['body', 'installer_id'] }] },
      })
    },
  )

  it.each([99, HUGE, -1])('there is no bridge %j', async (bridge_id) => {
    const { status, json } = await add({ bridge_id })
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'bridge_id'] }] },
    })
  })

  it.each([undefined, null])('connection may be %s', async (connection) => {
    expect((await add({ connection })).json).toMatchObject({ connection: null })
  })

  it.each(['name', 'connection', 'model', 'description', 'serial'])('%s may not be empty', async (field) => {
    expect(await add({ [field]: '' })).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', field] }] },
    })
  })

  it.each(['name', 'model', 'description', 'serial'])(
    '%s may be neither null, absent nor a number',
    async (field) => {
      for (const value of [null, undefined, 5])
        expect(await add({ [field]: value })).toMatchObject({
          status: 422,
          json: { detail: [{ loc: ['body', field] }] },
        })
    },
  )

  it('names what is missing in the schema’s order', async () => {
    const { json } = await app.ask('POST /devices/', { json: {} })
    const { detail } = json as { detail: { loc: string[] }[] }
    expect(detail.map(({ loc }) => loc[1])).toEqual([
      'name',
      'installer_id',
      'model',
      'description',
      'serial',
    ])
  })
})

describe('a serial', () => {
  it('belongs to one device, and is free again when that is gone', async () => {
    const { id } = (await add()).json as { id: number }
    const again = await add({ name: 'other' })
    expect(again).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'serial'], msg: 'Insufficient device information.' }] },
    })
    expect((await app.ask(`DELETE /devices/${id}`)).status).toBe(204)
    const later = await add()
    expect(later.status).toBe(201)
    expect((later.json as { id: number }).id).toBeGreaterThan(id)
  })

  it('is given to one of many that ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add()))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(422)])
  })

  it('is bounded, since the database could not index a longer one', async () => {
    const letters = Array.from({ length: 20_000 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
    )
    const { status, json } = await add({ serial: letters.join('') })
    expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ loc: ['body', 'serial'] }] } })
  })
})

describe('removing a device', () => {
  it('is 204 without a body', async () => {
    const { id } = (await add()).json as { id: number }
    expect(await app.ask(`DELETE /devices/${id}/`)).toMatchObject({ status: 204, text: '' })
    expect((await app.ask('GET /devices/')).text).toBe('[]')
  })

  it.each(['0', '-1', '1.0', 'x', '999947382989324589164', '2147483648', 'NaN'])(
    'is 400 for the id %s',
    async (id) => {
      const { status, json } = await app.ask(`DELETE /devices/${id}`)
      expect({ status, json }).toMatchObject({ status: 400, json: { detail: 'Unknown device id.' } })
    },
  )
})
