import { expect, vi } from 'vitest'
import { z } from 'zod'
import { sha256 } from '../../runner/support/run-fixture.ts'
import type { RunningApp } from '../../support/start-app.ts'

/** The scores of one picture, without what differs from one answer to the next. */
export const predict = async ({ url }: RunningApp, classifier: string, picture: Blob) => {
  const form = new FormData()
  form.set('file', picture, 'digit.png')
  const answer = await fetch(`${url}${classifier}/predict`, { method: 'POST', body: form })
  const json = z.record(z.string(), z.unknown()).parse(await answer.json())
  expect(answer.status, JSON.stringify(json)).toBe(200)
  const { run_id: _, seconds: __, ...scores } = json
  return scores
}

/** What has become of the containers that wait. */
export const countWarm = async ({ url }: RunningApp) => {
  const text = await (await fetch(`${url}/metrics`)).text()
  const count = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`tinymlaas_${name} `))
        ?.split(' ')[1] ?? 0,
    )
  return {
    waiting: count('warm_containers'),
    taken: count('warm_events_total{event="taken"}'),
    again: count('kept_events_total{event="again"}'),
    failed: count('kept_events_total{event="failed"}'),
  }
}

/** Until a container waits; on a busy machine an import at low weight takes its time. */
export const untilWarm = (app: RunningApp) =>
  vi.waitUntil(async () => (await countWarm(app)).waiting === 1, { timeout: 300_000, interval: 500 })

const run = z.object({
  report: z.record(z.string(), z.unknown()),
  artifacts: z.array(z.object({ name: z.string() })),
})
/** These hold the time of day, or what holds it. */
const TIMED = /\.(keras|npz|html|json|zip)$/
const isPlain = (key: string) => !['container', 'seconds', 'history'].includes(key)

/** What a run has left, without times: report, names and digests of its artifacts, types of its events. */
export const leftBy = async ({ ask, db }: RunningApp, kind: string, which: 'first' | 'last') => {
  const { rows } = await db.knex.raw('select id from runs where kind = ? order by requested_at', [kind])
  const id = rows.at(which === 'first' ? 0 : -1)?.id
  const { report, artifacts } = run.parse((await ask(`GET /runs/${id}`)).json)
  const files: Record<string, string | null> = {}
  for (const { name } of artifacts)
    files[name] = TIMED.test(name) ? null : sha256((await ask(`GET /runs/${id}/artifacts/${name}`)).bytes)
  const events = await db.knex.raw(
    `select type, data ->> 'name' as name from run_events where run_id = ? and type not in ('log', 'artifact') order by seq`,
    [id],
  )
  const timeless = Object.fromEntries(Object.entries(report).filter(([key]) => isPlain(key)))
  return { report: timeless, files, events: events.rows as unknown[] }
}
