import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { insertToken } from '../../src/store/tokens.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { useApp } from '../support/start-app.ts'
import { inBrowser, openBrowser } from './support/open-browser.ts'

let db: TestDatabase
let relay: SpawnedRelay
beforeAll(async () => {
  db = await createTestDatabase()
  relay = await spawnRelay({ DATABASE_URL: db.url, ROLE: 'api' })
})
afterAll(async () => {
  await relay.end('SIGTERM')
  await db.drop()
})

/** Told of by the page before anything of it runs: what its policy of content has kept from it. */
const REPORT =
  "document.addEventListener('securitypolicyviolation', (e) => console.error('kept: ' + e.violatedDirective))"

it('a person can read the documentation in a browser and try a call there', inBrowser, async () => {
  const browser = await openBrowser()
  const page = await browser.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.addInitScript(REPORT)
  await page.goto(`${relay.url}/docs/`)
  const operation = page.locator('#operations-Installers-list_registered_installers_installers__get')
  await operation.click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  await operation.locator('.live-responses-table').getByText('Arduino IDE').first().waitFor()
  expect(problems).toEqual([])
  await page.screenshot({ path: '.data/docs-page.png', fullPage: false })

  // There is a policy, and it would have been heard: a script of somebody else does not run, nor is it fetched.
  const script = (text: string) =>
    page.evaluate(`document.head.append(Object.assign(document.createElement('script'), ${text}))`)
  await script("{ text: 'window.isForeign = true' }")
  await script("{ src: 'http://evil.example/x.js' }")
  await expect.poll(() => problems.filter((text) => text === 'kept: script-src-elem').length).toBe(2)
  expect(await page.evaluate('window.isForeign')).toBeUndefined()
})

it('a person can try a call that needs a token', inBrowser, async () => {
  const app = await useApp({ isTokenRequired: true })
  const token = await insertToken(app.db.knex, 'person', ['read'])
  const page = await (await openBrowser()).newPage()
  await page.goto(`${app.url}/docs/`)
  const operation = page.locator('#operations-Installers-list_registered_installers_installers__get')
  await operation.click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  const status = operation.locator('.live-responses-table .response-col_status')
  await operation.getByRole('button', { name: 'Execute' }).click()
  await status.getByText('401').waitFor()

  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const dialog = page.locator('.auth-container')
  await dialog.locator('input').fill(token)
  await dialog.getByRole('button', { name: 'Apply credentials' }).click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  await status.getByText('200').waitFor()
})
