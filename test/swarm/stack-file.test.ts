import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { settings } from '../../src/config.ts'

const service = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  ports: z.array(z.looseObject({ mode: z.string() })).default([]),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  deploy: z.looseObject({
    endpoint_mode: z.string(),
    resources: z.looseObject({ limits: z.looseObject({ memory: z.string() }) }),
  }),
})
const stack = z.looseObject({ services: z.record(z.string(), service) })
const servicesOf = async (file: string) =>
  Object.entries(stack.parse(parse(await readFile(`deploy/swarm/${file}`, 'utf8'), { merge: true })).services)

it('every service does without the routing mesh, and has a limit of memory and no capability that it does not need', async () => {
  const services = [...(await servicesOf('stack.yml')), ...(await servicesOf('postgres.yml'))]
  expect(services.map(([name]) => name)).toEqual(['api', 'worker', 'job-image', 'postgres'])
  for (const [name, { deploy, ports, read_only, cap_drop }] of services) {
    expect([name, deploy.endpoint_mode, read_only, cap_drop]).toEqual([name, 'dnsrr', true, ['ALL']])
    expect(ports.every(({ mode }) => mode === 'host')).toBe(true)
  }
})

it('names only settings that there are, and leaves requests and runs their time at a stop', async () => {
  for (const [name, { environment, stop_grace_period }] of await servicesOf('stack.yml')) {
    expect(Object.keys(environment).filter((key) => !(key in settings.shape))).toEqual([])
    if (name === 'job-image') continue
    const grace = settings.shape.SHUTDOWN_GRACE_SECONDS.parse(undefined)
    expect(Number.parseInt(stop_grace_period ?? '', 10)).toBeGreaterThan(grace)
  }
})
