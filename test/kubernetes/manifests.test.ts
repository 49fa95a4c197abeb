import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { settings } from '../../src/config.ts'
import { checkTypes } from './support/check-types.ts'
import { type Resource, useManifests } from './support/render.ts'

const WHOLE = ['monitoring', 'autoscaling']

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  securityContext: z.looseObject({ privileged: z.boolean().optional() }).default({}),
  resources: z.looseObject({ limits: z.record(z.string(), z.string()) }),
})
const podSpec = z.looseObject({
  runtimeClassName: z.string().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z.looseObject({}).default({}),
  containers: z.array(container),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
})
const workload = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: podSpec,
    }),
  }),
})

const find = (resources: Resource[], kind: string, name: string): Resource => {
  const found = resources.find((one) => one.kind === kind && one.metadata.name === name)
  if (!found) throw new Error(`There is no ${kind} ${name}.`)
  return found
}
const podsOf = (resources: Resource[]) =>
  resources
    .filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind))
    .map((one) => ({ name: one.metadata.name, ...workload.parse(one).spec.template }))
const podOf = (resources: Resource[], name: string) => {
  const found = podsOf(resources).find((pod) => pod.name === name)
  if (!found) throw new Error(`There are no pods of ${name}.`)
  return found
}
/** Every value under a key, however deep. */
const valuesOf = (value: unknown, key: string): unknown[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [
        ...(name === key ? [inner] : []),
        ...valuesOf(inner, key),
      ])

it.each(['sysbox', 'privileged'])(
  '%s fits the types of the APIs, with all that can be added',
  async (overlay) => {
    const manifests = await useManifests()
    await manifests.makeSecrets()
    const resources = await manifests.renderWith(overlay, WHOLE)
    expect(new Set(resources.map(({ kind }) => kind))).toEqual(
      new Set([
        ...[
          'Namespace',
          'ServiceAccount',
          'ConfigMap',
          'Secret',
          'Service',
          'Deployment',
          'StatefulSet',
          'Job',
        ],
        ...[
          'NetworkPolicy',
          'PodDisruptionBudget',
          'ServiceMonitor',
          'ScaledObject',
          'TriggerAuthentication',
        ],
      ]),
    )
    expect(await checkTypes(manifests.folder, resources)).toEqual([])
  },
  60_000,
)

it('a misspelt field, one in the wrong place and one of another type are each found', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const text = JSON.stringify(await manifests.renderWith('sysbox', WHOLE))
  for (const [right, wrong, kind] of [
    ['"readinessProbe"', '"readynessProbe"', 'Deployment'],
    ['"readOnlyRootFilesystem"', '"readOnlyRootFileSystem"', 'Deployment'],
    ['"minAvailable"', '"minAvailible"', 'PodDisruptionBudget'],
    ['"containerPort":8000', '"containerPort":"8000"', 'Deployment'],
    ['"runtimeClassName":"sysbox-runc"', '"runtimeClass":"sysbox-runc"', 'StatefulSet'],
    ['"podSelector":{},', '"podSelecter":{},', 'NetworkPolicy'],
    ['"maxReplicaCount"', '"maxReplicas"', 'ScaledObject'],
    ['"interval":"15s"', '"intervall":"15s"', 'ServiceMonitor'],
  ] as const) {
    expect(text).toContain(right)
    const changed: Resource[] = JSON.parse(text.replaceAll(right, wrong))
    const problems = await checkTypes(
      manifests.folder,
      changed.filter((one) => one.kind === kind),
    )
    expect([wrong, problems.length > 0]).toEqual([wrong, true])
  }
}, 120_000)

it('is not rendered without its secrets, and says which file is missing', async () => {
  const manifests = await useManifests()
  await expect(manifests.render('overlays/sysbox')).rejects.toThrow('secrets/postgres-password.txt')
})

it('the commands of the page make the secrets and render it', async () => {
  const page = await readFile('docs/clusters.md', 'utf8')
  const chapter = page.split('\n## Kubernetes\n')[1] ?? ''
  const blocks = [...chapter.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands)
  expect(blocks).toHaveLength(1)
  const manifests = await useManifests()
  const printed = await manifests.run(blocks.join('\n'))
  expect(printed).toContain('runtimeClassName: sysbox-runc')
})

it('the migration is a command that there is', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const { spec } = podOf(await manifests.render('overlays/sysbox'), 'migrate')
  const [name, ...args] = z.array(z.string()).parse(spec.containers[0]?.['command'])
  expect(name).toBe('tinymlaas')
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/tinymlaas.js', ...args, '--help'])
  expect(stdout).toContain('usage: tinymlaas migrate')
})

it('names only settings, secrets, maps and pods that there are', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const resources = await manifests.renderWith('sysbox', WHOLE)
  const known = new Set([...Object.keys(settings.shape), 'JOB_IMAGE_FILE'])
  const named = podsOf(resources).flatMap(({ name, spec }) =>
    name === 'postgres' ? [] : spec.containers.flatMap(({ env }) => env.map((one) => one.name)),
  )
  const settingsMap = resources.find(
    (one) => one.kind === 'ConfigMap' && /^settings-/.test(one.metadata.name),
  )
  named.push(...Object.keys(Object(settingsMap?.['data'])))
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => !known.has(name))).toEqual([])

  const namesOf = (kind: string) =>
    resources.filter((one) => one.kind === kind).map((one) => one.metadata.name)
  expect(namesOf('Secret')).toContainEqual(expect.stringMatching(/^database-\w+$/))
  const secrets = [
    ...valuesOf(resources, 'secretName'),
    ...valuesOf(resources, 'credentials'),
    ...valuesOf(resources, 'secretTargetRef').flat(),
  ].map((one) => (typeof one === 'string' ? one : Object(one).name))
  expect(secrets.length).toBeGreaterThan(6)
  expect(secrets.filter((name) => !namesOf('Secret').includes(name))).toEqual([])
  const maps = [...valuesOf(resources, 'configMapRef'), ...valuesOf(resources, 'configMap')].map(
    (one) => Object(one).name,
  )
  expect(maps.length).toBeGreaterThan(4)
  expect(maps.filter((name) => !namesOf('ConfigMap').includes(name))).toEqual([])
  // A selector that fits no pod protects, balances or lets through nothing.
  const labels = podsOf(resources).map(({ metadata }) => metadata.labels['app.kubernetes.io/name'])
  const selected = [...valuesOf(resources, 'matchLabels'), ...valuesOf(resources, 'selector')].flatMap(
    (one) => Object(one)['app.kubernetes.io/name'] ?? [],
  )
  const listed = valuesOf(resources, 'matchExpressions')
    .flat()
    .flatMap((one) => Object(one).values)
  expect([...selected, ...listed].filter((name) => !labels.includes(name))).toEqual([])
})

it('locks relays in, and under sysbox gives nothing more than root of a user namespace to workers', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const resources = await manifests.renderWith('sysbox', WHOLE)
  for (const { name, spec } of podsOf(resources)) {
    expect([name, spec.automountServiceAccountToken]).toEqual([name, false])
    if (name === 'worker') continue
    expect([name, spec.securityContext]).toEqual([
      name,
      expect.objectContaining({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
    ])
    for (const { securityContext } of spec.containers)
      expect([name, securityContext]).toEqual([
        name,
        { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      ])
  }
  const { spec } = podOf(resources, 'worker')
  expect(spec).toMatchObject({ runtimeClassName: 'sysbox-runc', hostUsers: false })
  for (const key of ['privileged', 'hostPath', 'hostNetwork', 'hostPID', 'add'])
    expect(valuesOf(resources, key)).toEqual([])
})

it('is privileged nowhere but in the workers of the overlay that says so', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const resources = await manifests.render('overlays/privileged')
  const privileged = podsOf(resources).filter(({ spec }) =>
    spec.containers.some((one) => one.securityContext.privileged),
  )
  expect(privileged.map(({ name }) => name)).toEqual(['worker'])
  expect(find(resources, 'Namespace', 'tinymlaas').metadata['labels']).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'privileged',
  })
})

it('leaves a job that broke out no way but to names, PostgreSQL and the registry', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const policies = (await manifests.renderWith('sysbox', WHOLE)).filter(
    ({ kind }) => kind === 'NetworkPolicy',
  )
  const policy = z.looseObject({
    spec: z.looseObject({
      podSelector: z.looseObject({
        matchLabels: z.record(z.string(), z.string()).optional(),
        matchExpressions: z.array(z.looseObject({ values: z.array(z.string()) })).optional(),
      }),
      policyTypes: z.array(z.string()),
      egress: z
        .array(
          z.looseObject({ to: z.array(z.unknown()), ports: z.array(z.looseObject({ port: z.number() })) }),
        )
        .default([]),
    }),
  })
  const parsed = policies.map((one) => policy.parse(one).spec)
  const isForWorkers = ({ podSelector: { matchLabels, matchExpressions } }: (typeof parsed)[number]) =>
    matchLabels
      ? matchLabels['app.kubernetes.io/name'] === 'worker'
      : (matchExpressions?.every(({ values }) => values.includes('worker')) ?? true)
  const theirs = parsed.filter((one) => isForWorkers(one) && one.policyTypes.includes('Egress'))
  // One that allows nothing is what makes all others exceptions.
  expect(theirs.some(({ egress }) => egress.length === 0)).toBe(true)
  const ways = theirs.flatMap(({ egress }) => egress)
  expect(ways.flatMap(({ ports }) => ports.map(({ port }) => port)).toSorted()).toEqual(
    [5000, 53, 53, 5432].toSorted(),
  )
  for (const { to } of ways) {
    expect(to).toHaveLength(1)
    expect(valuesOf(to, 'ipBlock')).toEqual([])
    expect(valuesOf(to, 'podSelector')).toHaveLength(1)
  }
})

it('gives workers the memory and the time that their runs may take', async () => {
  const manifests = await useManifests()
  await manifests.makeSecrets()
  const { spec } = podOf(await manifests.render('overlays/sysbox'), 'worker')
  const [worker] = spec.containers
  const value = (name: string) => Number(worker?.env.find((one) => one.name === name)?.value)
  const limit = Number(/^(\d+)Mi$/.exec(worker?.resources.limits['memory'] ?? '')?.[1])
  expect(limit).toBeGreaterThanOrEqual(value('RUN_MEMORY_MIB') * value('WORKER_CONCURRENCY') + 1024)
  expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(value('SHUTDOWN_GRACE_SECONDS'))
})
