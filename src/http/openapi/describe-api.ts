import { z } from 'zod'
import packageJson from '../../../package.json' with { type: 'json' }
import type { Endpoint } from '../endpoint.ts'
import { type Permission, permissionOf } from '../guards/access/permissions.ts'
import { simplifySchema } from './simplify-schema.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1 is what the product speaks; 3.0 is for generators of clients that read nothing newer. */
export type OpenApiVersion = '3.1' | '3.0'

const targets = { '3.1': 'draft-2020-12', '3.0': 'openapi-3.0' } as const
const versions = { '3.1': '3.1.0', '3.0': '3.0.3' } as const

/** Collects the named schemas that operations refer to, under `components`. */
const createSchemaWriter = (version: OpenApiVersion) => {
  const components: Json = {}
  const write = (schema: z.ZodType): Json => {
    // Within an object even a named schema becomes a reference.
    const json = z.toJSONSchema(z.object({ value: schema }), {
      target: targets[version],
      io: 'output',
      unrepresentable: 'any',
      override: ({ jsonSchema }) => simplifySchema(jsonSchema),
    })
    const { properties, $defs, definitions } = JSON.parse(
      JSON.stringify(json).replaceAll(/"#\/(\$defs|definitions)\//g, '"#/components/schemas/'),
    )
    for (const [name, definition] of Object.entries<Json>({ ...$defs, ...definitions })) {
      const { id: _id, ...rest } = definition
      components[name] = { title: name, ...rest }
    }
    return properties.value
  }
  return { components, write }
}

const parametersOf = (
  place: 'path' | 'query',
  schema: z.ZodObject | undefined,
  write: (schema: z.ZodType) => Json,
) =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const type: z.ZodType = field
    const { description, ...json } = write(type)
    const required = place === 'path' || !type.safeParse(undefined).success
    return { name, in: place, required, ...(description ? { description } : {}), schema: json }
  })

const fileSchema = { type: 'string', format: 'binary' }
const uploads = {
  file: { ...fileSchema, description: 'One picture.' },
  files: {
    type: 'array',
    items: fileSchema,
    description:
      'Pictures, whose last folder in the file name is the class, or .zip, .tar and .tar.gz of such folders.',
  },
}

const uploadBody = (field: keyof typeof uploads) => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: { type: 'object', required: [field], properties: { [field]: uploads[field] } },
    },
  },
})

const describePermission = ({ scope, owns }: Permission) => {
  if (scope === null) return { security: [] }
  const whose = owns ? `; \`admin\` for a ${owns} of somebody else` : ''
  return { description: `Scope of the token, where one is needed: \`${scope}\`${whose}.` }
}

const describe = (endpoint: Endpoint, write: (schema: z.ZodType) => Json) => {
  const parameters = [
    ...parametersOf('path', endpoint.params, write),
    ...parametersOf('query', endpoint.query, write),
  ]
  const body = endpoint.body
    ? { required: true, content: { 'application/json': { schema: write(endpoint.body) } } }
    : endpoint.upload && uploadBody(endpoint.upload)
  const responses = Object.entries(endpoint.responses).map(([status, { description, schema, mediaType }]) => {
    const type = mediaType ?? 'application/json'
    const content = schema
      ? { [type]: { schema: write(schema) } }
      : mediaType && { [type]: { schema: { type: 'string' } } }
    return [status, { description, ...(content ? { content } : {}) }]
  })
  return {
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...describePermission(permissionOf(endpoint.operationId)),
    operationId: endpoint.operationId,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: Object.fromEntries(responses),
  }
}

/** The documentation of an API, made from the very schemas that check its requests. */
export const describeApi = (endpoints: Endpoint[], version: OpenApiVersion): Json => {
  const { components, write } = createSchemaWriter(version)
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: describe(endpoint, write) }
  }
  return {
    openapi: versions[version],
    info: {
      title: 'TinyMLaaS',
      description:
        'Trains image classifiers, compiles them for microcontrollers and relays them to the boards.',
      version: packageJson.version,
    },
    paths,
    components: { schemas: components, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    // The empty one: a relay on a loopback address asks for no token.
    security: [{ token: [] }, {}],
  }
}
