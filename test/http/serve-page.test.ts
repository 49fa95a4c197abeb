import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { answerError } from '../../src/http/pipeline/answer-error.ts'
import { servePage } from '../../src/http/serve-page.ts'
import { buildPage } from '../support/build-page.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { useApp } from '../support/start-app.ts'

beforeAll(() => {
  buildPage()
})

const ask = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers, redirect: 'manual' })

it('leads browsers from / to the page, and answers other clients as before', async () => {
  const { url } = await useApp()
  const browser = await ask(url, { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
  expect([browser.status, browser.headers.get('location')]).toEqual([302, 'ui/'])
  for (const accept of ['*/*', 'application/json']) {
    const other = await ask(url, { Accept: accept })
    expect([other.status, await other.json()]).toMatchObject([
      404,
      { code: 'not-found', detail: 'Not Found' },
    ])
  }
  expect((await ask(`${url}/ui`)).headers.get('location')).toBe('ui/')
  expect((await ask(`${url}/ui/nothing.js`)).status).toBe(404)
})

it('serves the page under a policy that lets nothing in from outside, and hashed files for good', async () => {
  const { url } = await useApp({ isTokenRequired: true })
  const page = await ask(`${url}/ui/`)
  expect(page.status).toBe(200)
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(page.headers.get('cache-control')).toBe('no-cache')
  const html = await page.text()
  expect(html).not.toMatch(/<script>|<style|\son\w+=|https?:/)
  const [, script = ''] = /src="\.\/(assets\/[^"]+\.js)"/.exec(html) ?? []
  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await ask(`${url}/ui/${script}`, { 'Accept-Encoding': encoding })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(await answer.text()).toContain('sessionStorage')
  }
})

it('says how to get the page where it was not built', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'no-page-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const app = express()
  app.use(servePage(folder))
  const onError: express.ErrorRequestHandler = (error, _request, response, _next) =>
    answerError(response, error, { requestId: '', errorLoc: undefined, logger: silentLogger })
  app.use(onError)
  const server = app.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const answer = await ask(`http://127.0.0.1:${port}/ui/`)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({
    detail: 'The page was not built here.',
    hint: expect.stringContaining('npm run build:page'),
  })
})
