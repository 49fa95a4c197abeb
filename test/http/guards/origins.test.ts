import { expect, it } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { insertToken } from '../../../src/store/tokens.ts'
import { useApp } from '../../support/start-app.ts'

const APP = 'https://app.example.org'
const page = { origin: APP, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }

it.each([true, false])(
  'pages of a named origin may call, of others not; tokens required: %s',
  async (isTokenRequired) => {
    const app = await useApp({ isTokenRequired, env: { CORS_ORIGINS: `${APP}, http://localhost:8080` } })
    const token = await insertToken(app.db.knex, 'page', ['read'])
    const question = {
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    }
    const asked = await app.ask('OPTIONS /runs', { headers: { ...page, ...question } })
    expect(asked).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': APP,
        'access-control-allow-headers': expect.stringContaining('Authorization'),
        vary: expect.stringContaining('Origin'),
      },
    })
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials')
    const headers = { ...page, authorization: `Bearer ${token}` }
    const answer = await app.ask('GET /runs', { headers })
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': APP } })
    // Errors can be read as well.
    const wrong = await app.ask('GET /runs/x', { headers })
    expect(wrong).toMatchObject({ status: 404, headers: { 'access-control-allow-origin': APP } })

    for (const origin of [
      'https://evil.example',
      `${APP}.evil.example`,
      `${APP}:8443`,
      'http://app.example.org',
      'null',
    ]) {
      const preflight = await app.ask('OPTIONS /runs', { headers: { ...page, ...question, origin } })
      expect([origin, preflight.status]).toEqual([origin, 403])
      const refused = await app.ask('GET /runs', { headers: { ...page, origin } })
      expect([origin, refused.status]).toEqual([origin, 403])
      for (const { headers } of [preflight, refused])
        expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  },
)

it('names no origin unless told to', async () => {
  const app = await useApp()
  const answer = await app.ask('GET /runs', { headers: { origin: APP } })
  expect(answer.status).toBe(403)
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
})

it.each([
  '*',
  'app.example.org',
  'https://app.example.org/',
  'https://app.example.org/page',
  'https://*.example.org:*',
])('refuses to start with an origin that is none: %s', (text) =>
  expect(() => readConfig({ CORS_ORIGINS: text })).toThrow('CORS_ORIGINS'),
)
