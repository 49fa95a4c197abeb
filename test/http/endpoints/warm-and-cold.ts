import { expect } from 'vitest'
import { z } from 'zod'
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

const runs = z.array(
  z.object({
    id: z.string(),
    report: z.record(z.string(), z.unknown()),
    artifacts: z.array(z.object({ name: z.string() })),
  }),
)
/** These hold the time of day, or what holds it. */
const TIMED = /\.(keras|npz|html|json|zip)$/
const isPlain = (key: string) => !['container', 'seconds', 'history'].includes(key)

/** What the first run of a kind has left, without times: report, names and bytes of its artifacts, types of its events. */
export const firstRunLeft = async ({ ask, db }: RunningApp, kind: string) => {
  const { rows } = await db.knex.raw('select id from runs where kind = ? order by requested_at limit 1', [
    kind,
  ])
  const [run] = runs.parse([(await ask(`GET /runs/${rows[0]?.id}`)).json])
  if (!run) throw new Error('There is no such run.')
  const names = run.artifacts.map(({ name }) => name)
  const files: Record<string, string> = {}
  for (const name of names.filter((one) => !TIMED.test(one)))
    files[name] = (await ask(`GET /runs/${run.id}/artifacts/${name}`)).bytes.toString('base64')
  const events = await db.knex.raw(
    `select type, data ->> 'name' as name from run_events where run_id = ? and type not in ('log', 'artifact') order by seq`,
    [run.id],
  )
  const report = Object.fromEntries(Object.entries(run.report).filter(([key]) => isPlain(key)))
  return { report, names, files, events: events.rows as unknown[] }
}
