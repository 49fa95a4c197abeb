import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createRelay } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { freePort } from '../../src/db/free-port.ts'
import { provenUnless } from '../setup/not-proven.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { useSmallDisk } from '../support/small-disk.ts'
import { lacksPrometheus, promtool, readAlerts, usePrometheus } from './support/prometheus.ts'

const TOKEN = 'a-token-of-the-monitoring'

describe('the delivered alerts', provenUnless(lacksPrometheus), () => {
  it('are silent while all is well, and fire when it is not', async () => {
    expect(await promtool(['test', 'rules', 'deploy/monitoring/alerts.test.yml'])).toContain('SUCCESS')
  })

  it('are all tested, and each has its entry in the runbook', async () => {
    const tests = z
      .object({ tests: z.array(z.object({ name: z.string() })) })
      .parse(parse(await readFile('deploy/monitoring/alerts.test.yml', 'utf8')))
    const runbook = await readFile('docs/runbook.md', 'utf8')
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    )
    const alerts = await readAlerts()
    expect(alerts.length).toBeGreaterThan(10)
    expect(tests.tests.map(({ name }) => name)).toEqual(alerts.map(({ alert }) => alert))
    for (const { alert, annotations } of alerts) {
      expect(annotations).toMatchObject({ runbook: `docs/runbook.md#${alert.toLowerCase()}` })
      expect(anchors).toContain(alert.toLowerCase())
    }
  })

  it('fire in a real Prometheus that scrapes real relays', { timeout: 120_000 }, async () => {
    const db = await useTestDatabase()
    await db.knex.raw(
      `insert into runs (kind, request, requested_at) values ('train', '{}', now() - interval '3 hours'), ('compile', '{}', now())`,
    )
    const folder = await mkdtemp(join(tmpdir(), 'alerts-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'token'), TOKEN)
    const disk = await useSmallDisk()
    await writeFile(join(disk, 'full'), Buffer.alloc(1_000_000))
    const start = async (role: string) => {
      const opsPort = await freePort()
      const env = {
        ROLE: role,
        PORT: '0',
        OPS_PORT: String(opsPort),
        METRICS_TOKEN_FILE: join(folder, 'token'),
        INSTANCE: db.name,
        DATABASE_DISK: disk,
        // No engine answers there.
        DOCKER_HOST: `unix://${join(folder, 'engine.sock')}`,
      }
      const relay = await createRelay(readConfig(env), silentLogger, { database: db, isTokenRequired: true })
      await relay.listen()
      if (role === 'worker') await relay.work()
      const stopped = { isStopped: false }
      const stop = async () => {
        if (!stopped.isStopped) await relay.stop(100)
        stopped.isStopped = true
      }
      onTestFinished(stop)
      return {
        job: `tinymlaas-${role === 'worker' ? 'worker' : 'relay'}`,
        address: `127.0.0.1:${opsPort}`,
        stop,
      }
    }
    const relays = [await start('api'), await start('api')]
    const worker = await start('worker')
    const prometheus = await usePrometheus([...relays, worker], TOKEN)
    const soon = { timeout: 60_000, interval: 300 }

    // A worker without an engine, which is asked more often than it asks itself, and a run that waits for it.
    const firing = async () => {
      await fetch(`http://${worker.address}/readyz`)
      return prometheus.firing()
    }
    await expect
      .poll(firing, soon)
      .toEqual(
        expect.arrayContaining([
          'TinymlaasDiskFills',
          'TinymlaasEngineFails',
          'TinymlaasNoWorkerReady',
          'TinymlaasQueueStalls',
        ]),
      )
    expect(await prometheus.query('sum(up)')).toEqual([3])
    // Three processes on one database, and every run is counted once.
    expect(await prometheus.query('sum(tinymlaas_runs{state="queued"})')).toEqual([2])
    expect(await prometheus.query('sum(tinymlaas_database_reporter)')).toEqual([1])
    expect(await prometheus.query('sum(tinymlaas_workers{state="lacking"})')).toEqual([1])

    await rm(join(disk, 'full'))
    await expect.poll(prometheus.firing, soon).not.toContain('TinymlaasDiskFills')

    await relays[0]?.stop()
    await expect.poll(prometheus.firing, soon).toContain('TinymlaasDown')
    await db.administer(`alter database ${db.name} with allow_connections false`)
    await db.administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${db.name}'`)
    await expect.poll(prometheus.firing, soon).toContain('TinymlaasDatabaseAway')
    await db.administer(`alter database ${db.name} with allow_connections true`)
    await expect.poll(prometheus.firing, soon).not.toContain('TinymlaasDatabaseAway')
  })
})
