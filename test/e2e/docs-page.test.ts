import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SpawnedRelay, spawnRelay } from '../../scripts/spawn-relay.ts'
import { createTestDatabase, type TestDatabase } from '../support/create-test-database.ts'
import { provenUnless } from '../support/not-proven.ts'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((path) => existsSync(path))
const options = {
  ...provenUnless(
    CHROMIUM ? null : 'Chromium is missing; scripts/ensure-test-tools.sh installs it, or says how',
  ),
  timeout: 90_000,
}
// Without these, the browser calls home, which a closed network refuses many times over.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

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

it('a person can read the documentation in a browser and try a call there', options, async () => {
  const profile = await mkdtemp(join(tmpdir(), 'docs-page-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM ?? '',
    args: QUIET,
  })
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(`${relay.url}/docs/`)
    const operation = page.locator('#operations-Installers-list_registered_installers_installers__get')
    await operation.click()
    await operation.getByRole('button', { name: 'Try it out' }).click()
    await operation.getByRole('button', { name: 'Execute' }).click()
    await operation.locator('.live-responses-table').getByText('Arduino IDE').first().waitFor()
    expect(problems).toEqual([])
    await page.screenshot({ path: '.data/docs-page.png', fullPage: false })
  } finally {
    await browser.close()
    await rm(profile, { recursive: true, force: true })
  }
})
