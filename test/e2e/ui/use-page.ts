import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 900 }

/** What a browser says by itself of an answer that is no success, or that there was none. */
const EXPECTED = /^Failed to load resource/

/** Collects what a page complains of: errors of its own, and what its policy forbade. */
export const listen = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    const isBad = message.type() === 'error' || /content security policy/i.test(text)
    if (isBad && !EXPECTED.test(text)) complaints.push(text)
  })
  return complaints
}

const findings = async (page: Page): Promise<string[]> => {
  // Not by a script element, which the policy of the page forbids.
  await page.evaluate(axe.source)
  const found = await page.evaluate<axe.AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 150)}`))
}

/** A view is well: no serious finding of axe in light and dark, and nothing is wider than a phone. */
export const expectWell = async (page: Page) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await findings(page), `${page.url()} in ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize(PHONE)
  const widest = `[...document.querySelectorAll('main *')].filter((element) => !element.closest('.scroll'))
    .flatMap((element) => element.getBoundingClientRect().right > innerWidth + 1 ? [element.outerHTML.slice(0, 100)] : [])`
  // Charts take their new width a moment later.
  await expect
    .poll(() => page.evaluate(widest), { message: `${page.url()} on a phone`, timeout: 15_000 })
    .toEqual([])
  await page.setViewportSize(DESK)
  await page.emulateMedia({ colorScheme: 'light' })
}
