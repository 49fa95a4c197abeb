import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { insertRun } from '../../src/store/runs/lifecycle.ts'
import { insertToken } from '../../src/store/tokens.ts'
import { type RunningApp, type StartOptions, useApp } from '../support/start-app.ts'
import { inBrowser, openBrowser } from './support/open-browser.ts'
import { servePages } from './support/serve-pages.ts'

const NEW_DATASET = '/datasets/?dataset_name=from-a-page&dataset_desc=x'

const useRelay = async (options: StartOptions) => {
  const app = await useApp(options)
  const token = await insertToken(app.db.knex, 'page', ['read', 'run', 'admin'])
  return { app, port: Number(new URL(app.url).port), token: { Authorization: `Bearer ${token}` } }
}

const newRun = ({ db }: RunningApp) => {
  const request = { parameters: {}, description: '', classes: [], model_version: null }
  return insertRun(db.knex, { kind: 'train', datasetId: null, modelId: null, request, idempotency: null })
}

const newTicket = async (app: RunningApp, run: string, headers: Record<string, string>) => {
  const { json } = await app.ask('POST /tickets', { headers, json: { run_id: run } })
  return z.object({ ticket: z.string() }).parse(json).ticket
}

/** What pages have changed. */
const changes = async ({ db }: RunningApp) => {
  const { rows } = await db.knex.raw(
    `select (select count(*)::int from datasets where name = 'from-a-page') as made,
       (select count(*)::int from runs where state = 'cancelled') as cancelled`,
  )
  return rows[0]
}

/** Shows the calling page; the answer calls what is defined there. */
const openPage = async (browser: BrowserContext, url: string) => {
  const page = await browser.newPage()
  await page.goto(url)
  return (name: 'ask' | 'post' | 'follow' | 'askForTicket', ...args: unknown[]): Promise<unknown> =>
    page.evaluate(`${name}(...${JSON.stringify(args)})`)
}

describe.each([false, true])('tokens required: %s', (isTokenRequired) => {
  it('a page whose name was made to resolve to the relay neither reads nor writes', inBrowser, async () => {
    const { app, port, token } = await useRelay({
      isTokenRequired,
      env: { ALLOWED_HOSTS: 'relay.example' },
    })
    const pages = await servePages()
    const names = { [`evil.example:${port}`]: pages.port, [`relay.example:${port}`]: pages.port }
    const browser = await openBrowser(names)
    const attempt = async (host: string) => {
      pages.leadTo(null)
      const call = await openPage(browser, `http://${host}:${port}/`)
      pages.leadTo(port)
      const run = await newRun(app)
      const ticket = await newTicket(app, run, token)
      // The worst case: where one is needed, the page has come by a token.
      const headers = isTokenRequired ? token : {}
      const posing = { ...headers, 'X-Forwarded-Host': 'localhost', 'X-Forwarded-For': '127.0.0.1' }
      const answers = {
        read: await call('ask', '/datasets/', { headers }),
        'read, posing as a proxy': await call('ask', '/datasets/', { headers: posing }),
        write: await call('ask', NEW_DATASET, { method: 'POST', headers }),
        'write, posing as a proxy': await call('ask', NEW_DATASET, { method: 'POST', headers: posing }),
        health: await call('ask', '/healthz'),
        documentation: await call('ask', '/docs/'),
        events: await call('follow', '', run, ticket, headers),
      }
      await call('post', NEW_DATASET)
      return { ...answers, ...(await changes(app)) }
    }
    expect(await attempt('evil.example')).toEqual({
      read: 403,
      'read, posing as a proxy': 403,
      write: 403,
      'write, posing as a proxy': 403,
      health: 403,
      documentation: 403,
      events: ['error'],
      made: 0,
      cancelled: 0,
    })
    // So it was the name: under one that is the relay's, the same page does all that.
    expect(await attempt('relay.example')).toEqual({
      read: 200,
      'read, posing as a proxy': 200,
      write: 201,
      'write, posing as a proxy': 201,
      health: 200,
      documentation: 200,
      events: ['queued', 'cancelled'],
      // A form cannot carry a token.
      made: isTokenRequired ? 2 : 3,
      cancelled: 1,
    })
  })

  it(
    'a page of a named origin calls and follows a run, one of another origin does not',
    inBrowser,
    async () => {
      const pages = await servePages()
      const { app, port, token } = await useRelay({
        isTokenRequired,
        env: { ALLOWED_HOSTS: 'relay.example', CORS_ORIGINS: `http://app.example:${pages.port}` },
      })
      const relay = `http://relay.example:${port}`
      const browser = await openBrowser({ 'app.example': null, 'other.example': null, 'relay.example': null })
      const attempt = async (host: string) => {
        const call = await openPage(browser, `http://${host}:${pages.port}/`)
        const run = await newRun(app)
        const ticket = await newTicket(app, run, token)
        const answers = {
          read: await call('ask', `${relay}/datasets/`, { headers: token }),
          'read an error': await call('ask', `${relay}/runs/x`, { headers: token }),
          write: await call('ask', `${relay}${NEW_DATASET}`, { method: 'POST', headers: token }),
          'read without a token': await call('ask', `${relay}/datasets/`),
          ticket: await call('askForTicket', relay, run, token),
          events: await call('follow', relay, run, ticket, token),
        }
        // Browsers send both without asking the relay first, and keep the answer from the page.
        await call('ask', `${relay}${NEW_DATASET}`, { method: 'POST', mode: 'no-cors' })
        await call('post', `${relay}${NEW_DATASET}`)
        return { ...answers, ...(await changes(app)) }
      }
      expect(await attempt('other.example')).toEqual({
        read: 'TypeError',
        'read an error': 'TypeError',
        write: 'TypeError',
        'read without a token': 'TypeError',
        ticket: 'TypeError',
        events: ['error'],
        made: 0,
        cancelled: 0,
      })
      expect(await attempt('app.example')).toEqual({
        read: 200,
        'read an error': 404,
        write: 201,
        'read without a token': isTokenRequired ? 401 : 200,
        ticket: 201,
        events: ['queued', 'cancelled'],
        made: isTokenRequired ? 1 : 3,
        cancelled: 1,
      })
    },
  )
})
