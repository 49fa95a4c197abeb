import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const LISTS = ['/installers', '/devices', '/bridges', '/datasets', '/models', '/compiled_models', '/runs']

describe('every answer', () => {
  it.each(LISTS)(
    'is the same JSON under exactly application/json, with and without the last slash: %s',
    async (path) => {
      const bare = await app.ask(`GET ${path}`)
      const slashed = await app.ask(`GET ${path}/`)
      expect(bare.status).toBe(200)
      expect(slashed).toMatchObject({ status: 200, text: bare.text })
      expect(bare.headers['content-type']).toBe('application/json')
      if (path !== '/installers') expect(bare.text).toBe('[]')
    },
  )

  it('is compact and leaves UTF-8 as it is', async () => {
    const { text } = await app.ask('POST /bridges/', {
      json: { address: 'bridge', name: 'Kahvihuone ä ☕', https: false },
    })
    expect(text).toBe('{"address":"bridge","name":"Kahvihuone ä ☕","https":false,"id":1}')
  })

  it('carries an id that is in the log, the caller’s own where it is harmless', async () => {
    expect((await app.ask('GET /healthz')).headers['x-request-id']).toMatch(/^[\w-]{36}$/)
    const own = await app.ask('GET /healthz', { headers: { 'X-Request-Id': 'ci-42' } })
    expect(own.headers['x-request-id']).toBe('ci-42')
  })
})

const RUN = '00000000-0000-4000-8000-000000000000'
it.each(['DELETE /aliases/%00', 'DELETE /tokens/a%00b', `GET /runs/${RUN}/artifacts/%00`])(
  '%s names nothing',
  async (call) => {
    expect(await app.ask(call)).toMatchObject({ status: 404, json: { code: 'not-found' } })
  },
)

describe('what is not there', () => {
  it.each(['/', '/nothing', '/devices//', '//devices/', '/bridges/1/nothing', '/Devices/', '/%2e%2e/etc'])(
    '%s is 404 with a detail',
    async (path) => {
      const { status, json } = await app.ask(`GET ${path}`)
      expect({ status, json }).toMatchObject({
        status: 404,
        json: { detail: 'Not Found', code: 'not-found' },
      })
    },
  )

  it.each(['PUT /devices/', 'PATCH /devices', 'POST /bridges/1', 'GET /datasets/1/nothing'])(
    '%s',
    async (call) => {
      const { status, json } = await app.ask(call)
      if (call.startsWith('GET')) expect(status).toBe(404)
      else expect({ status, json }).toMatchObject({ status: 405, json: { detail: 'Method Not Allowed' } })
    },
  )

  it('OPTIONS is 405, as the predecessor had it', async () => {
    const { status, headers } = await app.ask('OPTIONS /devices/')
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD, POST' })
  })

  it('HEAD is answered as GET is, without the body', async () => {
    for (const path of ['/devices/', '/datasets/999', '/runs', '/openapi.json', '/boards']) {
      const [get, head] = [await app.ask(`GET ${path}`), await app.ask(`HEAD ${path}`)]
      expect(head).toMatchObject({ status: get.status, text: '' })
      for (const name of ['content-type', 'content-length'])
        expect(head.headers[name]).toBe(get.headers[name])
    }
  })

  it('lets a monitor ask with HEAD whether the relay is up', async () => {
    expect((await app.ask('HEAD /healthz')).status).toBe(200)
  })
})

describe('a body that makes no sense', () => {
  const post = (question: Parameters<RunningApp['ask']>[1]) => app.ask('POST /bridges/', question)
  const valid = JSON.stringify({ address: 'b', https: 'False' })

  it('is refused with the offset where the JSON breaks, and given back', async () => {
    const broken = await post({ body: '{"address": ', headers: { 'Content-Type': 'application/json' } })
    expect(broken).toMatchObject({
      status: 422,
      json: { body: '{"address": ', detail: [{ type: 'json_invalid' }] },
    })
    expect(broken.json).toMatchObject({ detail: [{ loc: ['body', expect.any(Number)] }] })
  })

  it('is null where there was none', async () => {
    expect(await post({})).toMatchObject({ status: 422, json: { body: null, detail: [{ loc: ['body'] }] } })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'nonsense', 'multipart/form-data; boundary=x'])(
    'is never 415: %s',
    async (type) => {
      const { status, json } = await post({ body: valid, headers: { 'Content-Type': type } })
      expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ loc: ['body'] }] } })
    },
  )

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/merge-patch+json',
    'APPLICATION/JSON',
    '',
  ])('is taken as JSON: "%s"', async (type) => {
    const headers = type ? { 'Content-Type': type } : undefined
    expect((await post({ body: valid, ...(headers ? { headers } : {}) })).status).toBe(201)
  })

  it.each([
    ['Content-Type', 'application/json; charset=klingon'],
    ['Content-Encoding', 'klingon'],
    ['Content-Encoding', 'gzip'],
  ])('%s: %s is a 422', async (name, value) => {
    const { status, json } = await post({
      body: valid,
      headers: { 'Content-Type': 'application/json', [name]: value },
    })
    expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ loc: ['body'] }] } })
  })

  it('may not be nested deeper than the stack allows', async () => {
    const body = `{"address": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "https": false}`
    const { status, json } = await post({ body, headers: { 'Content-Type': 'application/json' } })
    expect({ status, json }).toMatchObject({ status: 422, json: { detail: [{ loc: ['body'] }] } })
  })

  it('may not be larger than a mebibyte', async () => {
    const { status, json } = await post({ json: { address: 'a'.repeat(2 ** 20), https: false } })
    expect({ status, json }).toMatchObject({
      status: 413,
      json: { detail: expect.any(String), code: 'too-large' },
    })
  })

  it('names every field at fault: path and query first, then the body in its schema’s order', async () => {
    const { status, json } = await app.ask('POST /models/datasets/x', { json: { parameters: { epochs: 1 } } })
    expect(status).toBe(422)
    expect(json).toMatchObject({
      detail: [
        { loc: ['path', 'dataset_id'] },
        { loc: ['query', 'lossfunc'] },
        { loc: ['body', 'img_width'] },
        { loc: ['body', 'img_height'] },
        { loc: ['body', 'batch_size'] },
        { loc: ['body', 'description'] },
      ],
      body: { parameters: { epochs: 1 } },
    })
  })
})

describe('what cannot be kept', () => {
  it.each(['%00', '%zz', '%FF'])('an id of %s names nothing', async (id) => {
    const { status, json } = await app.ask(`DELETE /devices/${id}`)
    expect(status).toBe(400)
    expect(json).toMatchObject({ detail: expect.any(String) })
  })

  it.each([
    { address: 'a\0b', https: false },
    { address: 'a', name: '\ud800', https: false },
  ])('NUL and broken Unicode are a 422: %j', async (json) => {
    const refused = await app.ask('POST /bridges/', { json })
    expect(refused).toMatchObject({ status: 422, json: { detail: [{ loc: ['body', expect.any(String)] }] } })
  })

  it('a body that is not read does not matter, whatever it is', async () => {
    const headers = { 'Content-Type': 'application/json; charset=klingon' }
    expect((await app.ask('GET /devices/', { body: '{{{', headers })).status).toBe(200)
    expect((await app.ask('DELETE /devices/1', { body: 'x'.repeat(2 ** 21), headers })).status).toBe(400)
  })
})

describe('what never becomes a request', () => {
  const send = (text: string) =>
    new Promise<string>((resolve) => {
      const { hostname, port } = new URL(app.url)
      const socket = connect(Number(port), hostname, () => socket.write(text))
      let answer = ''
      socket.on('data', (bytes) => {
        answer += bytes
      })
      socket.on('close', () => resolve(answer))
    })

  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['far too long an address', `GET /${'x'.repeat(98_400)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
    [
      'two lengths',
      'POST /bridges/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
  ])('%s has JSON for an answer', async (_what, text, status) => {
    const answer = await send(text)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ detail: expect.any(String) })
  })

  it('is not a description of ten thousand characters in the address', async () => {
    const description = 'ä'.repeat(10_000)
    const made = await app.ask(
      `POST /datasets/?dataset_name=n&dataset_desc=${encodeURIComponent(description)}`,
    )
    expect(made).toMatchObject({ status: 201, json: { description } })
  })
})
