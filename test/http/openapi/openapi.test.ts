import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readOperations } from '../../support/documentation.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const read = async (path = '/openapi.json') => (await app.ask(`GET ${path}`)).json

/** The predecessor's operations: names of a regenerated client's methods come from these ids. */
const PREDECESSOR = `
Installers get /installers/ list_registered_installers
Devices get /devices/ list_registered_devices
Devices post /devices/ add_device
Devices delete /devices/{device_id} remove_registered_device
Bridges get /bridges/ get_registered_bridges
Bridges post /bridges/ add_bridge
Bridges delete /bridges/{bridge_id} remove_registered_bridge
Bridges get /bridges/{bridge_id}/devices get_bridge_devices
Bridges get /bridges/{bridge_id}/health check_bridge_status
Datasets get /datasets/ get_datasets
Datasets post /datasets/ add_dataset
Datasets post /datasets/{dataset_id}/ add_image_to_dataset
Models get /models/ get_all_models
Models post /models/datasets/{dataset_id} train_model
Models post /models/datasets/ train_model_dataset_id_in_training_data
Models put /models/{model_id}/datasets/{dataset_id} continue_training_model
Compiled_models post /compiled_models/models/{model_id} compile_model
Compiled_models get /compiled_models/ get_compiled_models
Compiled_models get /compiled_models/{compiled_model_id} get_compiled_model
Compiled_models post /compiled_models/{compiled_model_id}/bridges/{bridge_id}/devices/{device_id} install_model_to_device_on_brdige
Observing get /observations/bridges/{bridge_id}/devices/{device_id} observe_device_on_bridge`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

describe('the documentation', () => {
  it.each(['/openapi.json', '/openapi-3.0.json', '/openapi-3.1.json'])(
    '%s is valid OpenAPI',
    async (path) => {
      const document = z.record(z.string(), z.unknown()).parse(await read(path))
      expect(document['openapi']).toMatch(path.includes('3.1') ? /^3\.1\./ : /^3\.0\./)
      const { valid, errors } = await new Validator().validate(structuredClone(document))
      expect({ valid, errors }).toEqual({ valid: true })
    },
  )

  it('has every route that is mounted, and mounts every route it has', async () => {
    const documented = readOperations(await read()).map(
      ({ method, path }) => `${method} ${path.replace(/(.)\/$/, '$1')}`,
    )
    // What Express itself knows, but for the refusals, which have every method there is.
    const mounted = app.express.router.stack.flatMap(({ route }) => {
      if (!route) return []
      const methods = new Set(route.stack.map(({ method }) => method))
      if (methods.has('trace')) return []
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      return [...methods].map((method) => `${method?.toUpperCase()} ${path}`)
    })
    expect(mounted.length).toBeGreaterThan(30)
    expect(mounted.sort()).toEqual(documented.sort())
  })

  it.each(PREDECESSOR)(
    'keeps the tag %s and the operation id of %s %s',
    async (tag, method = '', path = '', name) => {
      const id = `${name}${path.replaceAll(/\W/g, '_')}_${method}`
      const found = readOperations(await read()).find(({ operationId }) => operationId === id)
      expect(found).toMatchObject({ method: method.toUpperCase(), path, tags: [tag?.replace('_', ' ')] })
    },
  )

  it('has no operation id twice, and describes every id in a path', async () => {
    const operations = readOperations(await read())
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(await read())
    for (const { method, path } of operations) {
      const { parameters = [] } = z
        .object({ parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional() })
        .parse(paths[path]?.[method.toLowerCase()])
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
  })
})

describe('its schemas', () => {
  const NAMES =
    'Device DeviceCreate Bridge BridgeCreate BridgeDevice BridgeDevices BridgeStatus Dataset Model ModelBase ModelTrained CompiledModel Installer Observation LossFunctions HTTPValidationError ValidationError'
  const schemas = async (path: string) =>
    z
      .object({ components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }) })
      .parse(await read(path)).components.schemas

  it.each(['/openapi.json', '/openapi-3.1.json'])('keep the predecessor’s names in %s', async (path) => {
    expect(Object.keys(await schemas(path))).toEqual(expect.arrayContaining(NAMES.split(' ')))
    for (const [name, schema] of Object.entries(await schemas(path)))
      expect(schema).toMatchObject({ title: name })
  })

  it('let a regenerated client do without keys that are null', async () => {
    const { Device, Bridge, ModelBase, DeviceCreate, HTTPValidationError } =
      await schemas('/openapi-3.0.json')
    expect(Object.keys(Device?.['properties'] as object)).toEqual([
      'name',
      'connection',
      'installer_id',
      'model',
      'description',
      'serial',
      'id',
      'installer',
      'bridge',
    ])
    expect(Device).toMatchObject({
      required: ['name', 'installer_id', 'model', 'description', 'serial', 'id'],
    })
    expect(Bridge).toMatchObject({
      required: ['address', 'https', 'id'],
      properties: { name: { nullable: true } },
    })
    expect(ModelBase).toMatchObject({ required: ['parameters', 'description'] })
    expect(DeviceCreate).toMatchObject({
      required: ['name', 'installer_id', 'model', 'description', 'serial'],
    })
    expect(HTTPValidationError).toMatchObject({ properties: { detail: { type: 'array' } } })
    expect(JSON.stringify(await schemas('/openapi-3.0.json'))).not.toMatch(
      /additionalProperties":false|__schema/,
    )
  })
})
