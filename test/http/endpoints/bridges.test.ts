import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.db.knex.raw('delete from bridges')
})
afterAll(() => app.stop())

const add = (json: unknown) => app.ask('POST /bridges/', { json })

describe('a bridge', () => {
  it('is made with its keys in the order that clients unpack', async () => {
    const { status, text } = await add({ address: '10.0.0.1', name: 'Hall', https: false })
    expect(status).toBe(201)
    expect(text).toMatch(/^\{"address":"10\.0\.0\.1","name":"Hall","https":false,"id":\d+\}$/)
    expect((await app.ask('GET /bridges/')).text).toBe(`[${text}]`)
  })

  it.each([undefined, null])('may have no name: %s', async (name) => {
    expect((await add({ address: 'b', name, https: true })).text).toContain('"name":null,"https":true')
  })

  it.each(['False', 'false', 'OFF', 'f', 'N', 'no', '0', 0, 0.0, false])('https may be %j', async (https) => {
    expect((await add({ address: 'b', https })).json).toMatchObject({ https: false })
  })

  it.each(['True', 'true', 'ON', 't', 'Y', 'yes', '1', 1, 1.0, true])('https may be %j', async (https) => {
    expect((await add({ address: 'b', https })).json).toMatchObject({ https: true })
  })

  it.each([null, 2, -1, 0.5, '', 'maybe', ' true', [[]], {}, 'constructor', '__proto__'])(
    'https may not be %j',
    async (https) => {
      const { status, json } = await add({ address: 'b', https })
      expect({ status, json }).toMatchObject({
        status: 422,
        json: { detail: [{ loc: ['body', 'https'] }], body: { https } },
      })
    },
  )

  it.each([null, '', 5, [[]], { a: 1 }, 'x'.repeat(2049)])('address may not be %j', async (address) => {
    const { status, json } = await add({ address, https: false })
    expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ loc: ['body', 'address'] }] } })
  })

  it.each(['hello', [[]], null, 5, [{ address: 'b', https: false }]])('may not be %j', async (json) => {
    expect(await add(json)).toMatchObject({ status: 422, json: { detail: [{ loc: ['body'] }] } })
  })

  it('needs https, and takes no notice of other keys, an id among them', async () => {
    expect((await add({ address: 'b' })).json).toMatchObject({ detail: [{ loc: ['body', 'https'] }] })
    const made = await add({ address: 'b', https: false, id: 999_999, serial: 'x' })
    expect(made).toMatchObject({ status: 201, json: { id: expect.not.toBeOneOf([999_999]) } })
    expect(Object.keys(made.json as object)).toEqual(['address', 'name', 'https', 'id'])
  })

  it('may be there twice, and any text is an address', async () => {
    for (const address of ['same', 'same', 'several: colons : here', ' '])
      expect((await add({ address, https: false })).status).toBe(201)
  })
})

describe('removing a bridge', () => {
  it('is 204 without a body, and takes the bridge’s devices with it', async () => {
    const { json } = await add({ address: 'b', https: false })
    const { id } = json as { id: number }
    const device = { name: 'n', installer_id: 1, model: 'm', description: 'd' }
    await app.ask('POST /devices/', { json: { ...device, serial: 'goes', bridge_id: id } })
    await app.ask('POST /devices/', { json: { ...device, serial: 'stays' } })
    const removed = await app.ask(`DELETE /bridges/${id}`)
    expect(removed).toMatchObject({ status: 204, text: '' })
    const { text } = await app.ask('GET /devices/')
    expect(text).toContain('stays')
    expect(text).not.toContain('goes')
    expect((await app.ask(`DELETE /bridges/${id}/`)).status).toBe(400)
  })

  it('never lets an id be used again', async () => {
    const first = (await add({ address: 'b', https: false })).json as { id: number }
    await app.ask(`DELETE /bridges/${first.id}`)
    const second = (await add({ address: 'b', https: false })).json as { id: number }
    expect(second.id).toBeGreaterThan(first.id)
  })

  it.each(['0', '-1', '1.0', '1e0', 'x', '%20', '999947382989324589164', '2147483648', 'null', '+1', '0x1'])(
    'is 400 for the id %s',
    async (id) => {
      const { status, json } = await app.ask(`DELETE /bridges/${id}`)
      expect({ status, json }).toMatchObject({ status: 400, json: { detail: 'Unknown bridge id.' } })
    },
  )

  it('does not mind a JSON body', async () => {
    const { id } = (await add({ address: 'b', https: false })).json as { id: number }
    expect((await app.ask(`DELETE /bridges/${id}`, { json: { sure: true } })).status).toBe(204)
  })
})
