import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { createMetrics } from '../../src/metrics/create-metrics.ts'
import { hints } from '../../src/runner/lifecycle/classify-exit.ts'
import { useTestDatabase } from '../support/create-test-database.ts'

const page = await readFile('docs/runbook.md', 'utf8')

it.each(Object.keys(hints))('says what to do about the reason %s', (reason) => {
  expect(page).toMatch(new RegExp(`^\\| \`${reason}\` +\\| .+ \\| .+ \\|$`, 'm'))
})

it('names measurements that exist', async () => {
  const metrics = createMetrics({ db: await useTestDatabase(), version: '0', role: 'all' })
  const counts = () => ({ waiting: 0 })
  metrics.watchWarm(counts, counts)
  const scraped = await metrics.scrape()
  const named = [...page.matchAll(/`(tinymlaas_\w+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(4)
  for (const name of named) expect(scraped).toContain(`# HELP ${name} `)
})
