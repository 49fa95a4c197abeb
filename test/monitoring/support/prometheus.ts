import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { freePort } from '../../../src/db/free-port.ts'

/** Where scripts/ensure-test-tools.sh unpacks it. */
const UNPACKED = resolve('.data/prometheus/usr/bin')

const find = (program: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), UNPACKED]
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path))

/** Why these tests cannot be made here; null where they can. */
export const lacksPrometheus = find('promtool') && find('prometheus') ? null : 'there is no Prometheus'

/** What promtool says; it is given `input` on stdin. Rejects where it finds a fault. */
export const promtool = async (args: string[], input = ''): Promise<string> => {
  const asked = promisify(execFile)(find('promtool') ?? 'promtool', args)
  asked.child.stdin?.end(input)
  const { stdout, stderr } = await asked
  return stdout + stderr
}

const rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() }).loose()) }).loose()),
})
/** The alerts that are delivered. */
export const readAlerts = async () =>
  rules
    .parse(parse(await readFile('deploy/monitoring/alerts.yml', 'utf8')))
    .groups.flatMap((group) => group.rules)

const answer = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
})
const alerts = z.object({
  data: z.object({
    alerts: z.array(z.object({ state: z.string(), labels: z.record(z.string(), z.string()) })),
  }),
})

interface Target {
  job: string
  /** HOST:PORT of its monitors' port. */
  address: string
}

/**
 * A real Prometheus under the delivered settings and alerts, but for where it looks for relays, and for how often and how
 * long: it scrapes every half second, and an alert fires as soon as its expression holds.
 */
export const usePrometheus = async (targets: Target[], token: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'))
  const file = (name: string) => join(folder, name)
  const settings = parse(await readFile('deploy/monitoring/prometheus.yml', 'utf8'))
  const alertRules = rules.parse(parse(await readFile('deploy/monitoring/alerts.yml', 'utf8')))
  for (const group of alertRules.groups) for (const rule of group.rules) Object.assign(rule, { for: '0s' })
  await writeFile(file('alerts.yml'), stringify(alertRules))
  await writeFile(file('token'), token)
  const own = {
    global: { scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
    rule_files: settings.rule_files,
    scrape_configs: settings.scrape_configs.map((config: { job_name: string }) => ({
      job_name: config.job_name,
      authorization: { credentials_file: file('token') },
      static_configs: [
        { targets: targets.filter(({ job }) => job === config.job_name).map(({ address }) => address) },
      ],
    })),
  }
  await writeFile(file('prometheus.yml'), stringify(own))
  const port = await freePort()
  const child = spawn(
    find('prometheus') ?? 'prometheus',
    [
      `--config.file=${file('prometheus.yml')}`,
      `--storage.tsdb.path=${file('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).json()
  return {
    /** The figures of an expression; none while it does not answer. */
    query: async (expression: string): Promise<number[]> => {
      const found = answer.safeParse(
        await ask(`query?query=${encodeURIComponent(expression)}`).catch(() => null),
      )
      return found.success ? found.data.data.result.map(({ value }) => Number(value[1])) : []
    },
    /** Names of the alerts that fire, each once. */
    firing: async (): Promise<string[]> => {
      const found = alerts.safeParse(await ask('alerts').catch(() => null))
      const names = found.success
        ? found.data.data.alerts
            .filter(({ state }) => state === 'firing')
            .map(({ labels }) => labels['alertname'] ?? '')
        : []
      return [...new Set(names)].sort()
    },
  }
}
