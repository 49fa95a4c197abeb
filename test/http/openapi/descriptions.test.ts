import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const json = z.record(z.string(), z.unknown())
const document = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        tags: z.array(z.string()),
        security: z.array(z.unknown()).optional(),
        parameters: z
          .array(z.object({ name: z.string(), in: z.string(), description: z.string().optional() }))
          .optional(),
        responses: z.record(z.string(), json),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), json) }),
})
type Document = z.infer<typeof document>
const read = async (path: string) => document.parse((await app.ask(`GET ${path}`)).json)
const operationsOf = ({ paths }: Document) =>
  Object.values(paths).flatMap((methods) => Object.values(methods))

/** Every property below a schema: its path, and what is said of it. */
const propertiesOf = (schema: unknown, path: string): [string, Record<string, unknown>][] => {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'properties') return propertiesOf(value, key === 'items' ? `${path}[]` : path)
    return Object.entries(json.parse(value)).flatMap(([name, property]) => [
      [`${path}.${name}`, json.parse(property)] as [string, Record<string, unknown>],
      ...propertiesOf(property, `${path}.${name}`),
    ])
  })
}

/** What a property refers to may say it for it. */
const isDescribed = (all: Record<string, unknown>, property: Record<string, unknown>): boolean => {
  if (typeof property['description'] === 'string') return true
  const { $ref, allOf, anyOf } = property
  if (typeof $ref === 'string') return isDescribed(all, json.parse(all[$ref.split('/').at(-1) ?? '']))
  return [allOf, anyOf].some(
    (parts) => Array.isArray(parts) && parts.some((part) => isDescribed(all, json.parse(part))),
  )
}

describe.each(['/openapi.json', '/openapi-3.1.json'])('%s', (path) => {
  it('describes every property of every schema', async () => {
    const { schemas } = (await read(path)).components
    const all = Object.entries(schemas).flatMap(([name, schema]) => propertiesOf(schema, name))
    expect(all.length).toBeGreaterThan(200)
    expect(all.filter(([, property]) => !isDescribed(schemas, property)).map(([name]) => name)).toEqual([])
  })

  it('describes every parameter', async () => {
    const all = operationsOf(await read(path)).flatMap(({ operationId, parameters = [] }) =>
      parameters.map((parameter) => ({ ...parameter, operationId })),
    )
    expect(
      all.filter(({ description }) => !description).map(({ operationId, name }) => `${operationId} ${name}`),
    ).toEqual([])
  })

  it('has the schemas of what reports and events hold', async () => {
    const { schemas } = (await read(path)).components
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['TrainReport', 'CompileReport', 'PredictReport', 'JobEvent', 'RunEvent']),
    )
  })

  it('says of every time how it is written', async () => {
    const { schemas } = (await read(path)).components
    const times = Object.entries(schemas)
      .flatMap(([name, schema]) => propertiesOf(schema, name))
      .filter(([name]) => /_at$|\.at$|\.created$/.test(name))
    expect(times.length).toBeGreaterThan(7)
    for (const [name, property] of times)
      expect(JSON.stringify(property), name).toContain('"format":"date-time-local"')
  })

  it('has its tags in the order of the work, and no other', async () => {
    const found = await read(path)
    const named = found.tags.map(({ name }) => name)
    expect([...new Set(operationsOf(found).flatMap(({ tags }) => tags))]).toEqual(named)
    expect(named.indexOf('Datasets')).toBeLessThan(named.indexOf('Models'))
    expect(named.indexOf('Models')).toBeLessThan(named.indexOf('Compiled models'))
  })

  it('names the headers that change an answer', async () => {
    const all = operationsOf(await read(path)).flatMap(({ operationId, parameters = [] }) =>
      parameters.filter(({ in: place }) => place === 'header').map(({ name }) => `${operationId} ${name}`),
    )
    const train = 'train_model_models_datasets__dataset_id__post'
    expect(all).toEqual(expect.arrayContaining([`${train} Prefer`, `${train} Idempotency-Key`]))
    expect(all).toEqual(
      expect.arrayContaining(['follow_run_events Last-Event-ID', 'predict_with_model Prefer']),
    )
  })

  it('documents 401, 403, 429 and 503 where they can come', async () => {
    for (const { operationId, security, responses } of operationsOf(await read(path))) {
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['403', '429']))
      const isOpen = security?.length === 0
      for (const status of ['401', '503'])
        if (!isOpen) expect(Object.keys(responses), operationId).toContain(status)
      if (isOpen) expect(Object.keys(responses), operationId).not.toContain('401')
    }
  })
})
