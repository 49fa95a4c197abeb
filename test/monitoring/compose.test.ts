import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'

const service = z.object({
  profiles: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.unknown()).default({}),
  secrets: z.array(z.string()).default([]),
  networks: z.union([z.array(z.string()), z.record(z.string(), z.unknown()).transform(Object.keys)]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.unknown()).default([]),
})
const read = async () =>
  z
    .object({
      services: z.record(z.string(), service),
      networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
      secrets: z.record(z.string(), z.unknown()),
    })
    .parse(parse(await readFile('docker-compose.sysbox.yml', 'utf8'), { merge: true }))

it('the monitoring reaches the port of each process that is meant for it, with a token, and nobody else does', async () => {
  const { services, networks } = await read()
  const prometheus = parse(await readFile('deploy/monitoring/prometheus.yml', 'utf8'))
  const scraped = prometheus.scrape_configs.map(
    (config: { dns_sd_configs: [{ names: [string]; port: number }] }) => config.dns_sd_configs[0],
  )
  expect(scraped.map(({ names }: { names: string[] }) => names[0])).toEqual(['relay', 'worker'])
  for (const { names, port } of scraped) {
    const {
      environment,
      secrets,
      networks: joined,
      ports,
    } = services[names[0]] ?? service.parse({ networks: [] })
    expect(environment).toMatchObject({
      OPS_HOST: '0.0.0.0',
      OPS_PORT: String(port),
      METRICS_TOKEN_FILE: '/run/secrets/metrics-token',
    })
    expect(secrets).toContain('metrics-token')
    expect(joined).toContain('monitoring')
    expect(ports.filter((one) => one.includes(String(port)))).toEqual([])
    // A worker asks for a token in any case; this is what a relay says of the address.
    expect(readConfig({ OPS_HOST: '0.0.0.0', OPS_PORT: String(port) }).listen.opsHost).toBe('0.0.0.0')
  }
  expect(networks['monitoring']).toEqual({ internal: true })
  expect(services['prometheus']).toMatchObject({ profiles: ['monitoring'], secrets: ['metrics-token'] })
  expect(services['prometheus']?.networks).toContain('monitoring')
  expect(services['grafana']?.networks).toContain('monitoring')
  // Prometheus knows no password, and Grafana's is no default.
  for (const port of services['prometheus']?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/)
  expect(services['grafana']?.environment).toHaveProperty('GF_SECURITY_ADMIN_PASSWORD__FILE')
})

it('mounts files that are there', async () => {
  const { services } = await read()
  const mounted = ['prometheus', 'grafana'].flatMap((name) => services[name]?.volumes ?? [])
  const own = mounted.map(String).filter((volume) => volume.startsWith('./'))
  expect(own.length).toBe(4)
  for (const volume of own) expect([volume, existsSync(volume.split(':')[0] ?? '')]).toEqual([volume, true])
})
