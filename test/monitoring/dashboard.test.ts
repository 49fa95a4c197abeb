import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { createMetrics } from '../../src/metrics/create-metrics.ts'
import { provenUnless } from '../setup/not-proven.ts'
import { createTestDatabase } from '../support/create-test-database.ts'
import { lacksPrometheus, promtool, readAlerts } from './support/prometheus.ts'

const panel = z.object({
  title: z.string().min(3),
  description: z.string().min(10),
  gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }),
  targets: z.array(z.object({ expr: z.string() })).min(1),
})

let scraped: string
let panels: z.infer<typeof panel>[]
let expressions: string[]
beforeAll(async () => {
  const db = await createTestDatabase()
  const metrics = createMetrics({ db, version: '0', role: 'all' })
  const counts = () => ({ waiting: 0, missed: 1 })
  metrics.watchWarm(counts, counts)
  metrics.watchDisks({ database: async () => '/' })
  scraped = await metrics.scrape()
  await db.drop()
  const dashboard = JSON.parse(await readFile('deploy/monitoring/grafana/dashboard.json', 'utf8'))
  panels = dashboard.panels
    .filter(({ type }: { type: string }) => type !== 'row')
    .map((given: unknown) => panel.parse(given))
  const alerts = z.array(z.object({ expr: z.string() })).parse(await readAlerts())
  expressions = [...panels.flatMap(({ targets }) => targets), ...alerts].map(({ expr }) => expr)
})

it('the dashboard and the alerts ask for measurements that exist', () => {
  const kinds = new Map(
    [...scraped.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind]),
  )
  const named = expressions.flatMap((expr) => expr.match(/\btinymlaas_\w+/g) ?? [])
  expect(new Set(named).size).toBeGreaterThan(20)
  for (const name of named) {
    const [, whole = name] = /^(.+)_(?:bucket|sum|count)$/.exec(name) ?? []
    expect([name, kinds.has(whole)]).toEqual([name, true])
    // A counter says nothing but by how it grows, and a histogram only by its parts.
    expect([name, kinds.get(whole) === 'histogram']).toEqual([name, whole !== name])
  }
})

it('each measurement of ours is shown, or is told of in the runbook', async () => {
  const runbook = await readFile('docs/runbook.md', 'utf8')
  const ours = [...scraped.matchAll(/^# TYPE (tinymlaas_(?!process|nodejs)\S+) /gm)].map(
    ([, name = '']) => name,
  )
  const shown = `${expressions.join(' ')} ${runbook}`
  expect(ours.length).toBeGreaterThan(25)
  // For who looks into one process.
  const others = ['build_info', 'database_report_age_seconds', 'http_requests_in_flight', 'places_limit']
  for (const name of ours) if (!others.includes(name.replace('tinymlaas_', ''))) expect(shown).toContain(name)
})

it('panels lie beside one another, none upon another', () => {
  const taken = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
  )
  expect(new Set(taken).size).toBe(taken.length)
})

describe('by the word of promtool', provenUnless(lacksPrometheus), () => {
  it('the measurements follow the conventions of Prometheus', async () => {
    expect(await promtool(['check', 'metrics'], scraped)).toBe('')
  })

  it('the expressions of the dashboard can be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dashboard-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const rules = expressions.map((expr, i) => ({
      record: `panel:${i}`,
      expr: expr.replaceAll('$__rate_interval', '5m'),
    }))
    await writeFile(join(folder, 'rules.yml'), stringify({ groups: [{ name: 'panels', rules }] }))
    expect(await promtool(['check', 'rules', join(folder, 'rules.yml')])).toContain(
      `${rules.length} rules found`,
    )
  })

  it('the settings of Prometheus can be read', async () => {
    const args = ['check', 'config', '--syntax-only', 'deploy/monitoring/prometheus.yml']
    expect(await promtool(args)).toContain('SUCCESS')
  })
})
