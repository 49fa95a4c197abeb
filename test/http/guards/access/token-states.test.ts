import { expect, it } from 'vitest'
import { insertToken, revokeToken, rotateToken } from '../../../../src/store/tokens.ts'
import { type RunningApp, useApp } from '../../../support/start-app.ts'

const asking = (app: RunningApp) => (token: string) =>
  app.ask('GET /runs', { headers: { Authorization: `Bearer ${token}` } })
const refusal = (words: string) => ({ status: 401, json: { code: 'unauthorized', detail: words } })

it('a token counts until it expires; the answer says so', async () => {
  const app = await useApp({ isTokenRequired: true })
  const ask = asking(app)
  const token = await insertToken(app.db.knex, 'guest', ['read'], 3600)
  expect((await ask(token)).status).toBe(200)
  await app.db.knex.raw("update api_tokens set expires_at = now() - interval '1 second'")
  expect(await ask(token)).toMatchObject(refusal('The token has expired.'))
  expect(await rotateToken(app.db.knex, 'guest', 60)).toBeNull()
})

it('after a rotation both secrets count for the grace, then the new one', async () => {
  const app = await useApp({ isTokenRequired: true })
  const ask = asking(app)
  const first = await insertToken(app.db.knex, 'ci', ['read'])
  const second = await rotateToken(app.db.knex, 'ci', 3600)
  if (second === null) throw new Error('not rotated')
  expect([(await ask(first)).status, (await ask(second)).status]).toEqual([200, 200])
  await app.db.knex.raw("update api_tokens set previous_until = now() - interval '1 second'")
  expect(await ask(first)).toMatchObject(refusal(expect.stringContaining('rotate')))
  expect((await ask(second)).status).toBe(200)

  const third = await rotateToken(app.db.knex, 'ci', 0)
  expect([(await ask(second)).status, (await ask(String(third))).status]).toEqual([401, 200])
  await revokeToken(app.db.knex, 'ci')
  expect(await ask(String(third))).toMatchObject(refusal('The token was revoked.'))
})

it('refuses more than twenty wrong tokens of an address in a minute, and still takes right ones', async () => {
  const app = await useApp({ isTokenRequired: true })
  const ask = asking(app)
  const right = await insertToken(app.db.knex, 'ci', ['read'])
  const statuses: number[] = []
  for (let guess = 0; guess < 25; guess += 1) statuses.push((await ask(`tml_${guess}`)).status)
  expect(statuses).toEqual([...Array(20).fill(401), ...Array(5).fill(429)])
  const refused = await ask('tml_wrong')
  expect(refused).toMatchObject({ status: 429, json: { code: 'rate-limited' } })
  const wait = Number(refused.headers['retry-after'])
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  expect((await ask(right)).status).toBe(200)
  // Who sends none has guessed nothing.
  expect((await app.ask('GET /runs')).status).toBe(401)
})
