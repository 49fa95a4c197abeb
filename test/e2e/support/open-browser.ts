import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { provenUnless } from '../../setup/not-proven.ts'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((path) => existsSync(path))

/** Options of a test that needs a browser. */
export const inBrowser = {
  ...provenUnless(
    CHROMIUM ? null : 'Chromium is missing; scripts/ensure-test-tools.sh installs it, or says how',
  ),
  timeout: 120_000,
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

/**
 * Chromium with a profile of its own. Where `names` lead, by name and port if need be, is a port of this machine, or the
 * one that is asked for.
 */
export const launchBrowser = async (names: Record<string, number | null> = {}, args: string[] = []) => {
  const profile = await mkdtemp(join(tmpdir(), 'browser-'))
  const rules = Object.entries(names)
    .map(([name, port]) => `MAP ${name} 127.0.0.1${port === null ? '' : `:${port}`}`)
    .join(', ')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM ?? '',
    args: [...QUIET, ...args, `--host-resolver-rules=${rules}`],
  })
  const close = async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
  return { context, close }
}

/** The same, closed after the test. */
export const openBrowser = async (names?: Record<string, number | null>) => {
  const { context, close } = await launchBrowser(names)
  onTestFinished(close)
  return context
}
