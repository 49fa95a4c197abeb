import type { z } from 'zod'
import { type Endpoint, isPredecessors, OPERATION } from '../endpoint.ts'
import { type Permission, permissionOf } from '../guards/access/permissions.ts'
import type { Json, WriteSchema } from './create-schema-writer.ts'
import { responses } from './documented-responses.ts'
import { examples } from './examples.ts'
import { glossaryByPlace } from './glossary-by-place.ts'

type ResponseDoc = Endpoint['responses'][number]

const exampleOf = ({ operationId }: Endpoint) => examples[operationId] ?? {}

const parametersOf = (
  place: 'path' | 'query' | 'header',
  schema: z.ZodObject | undefined,
  given: Record<string, unknown> = {},
  write: WriteSchema,
) =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const type: z.ZodType = field
    const { description, ...json } = write(type)
    const required = place === 'path' || !type.safeParse(undefined).success
    const example = Object.hasOwn(given, name) ? { example: given[name] } : {}
    const words = description ?? glossaryByPlace[`parameter.${name}`]
    return { name, in: place, required, ...(words ? { description: words } : {}), schema: json, ...example }
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

const bodyOf = (endpoint: Endpoint, write: WriteSchema) => {
  if (endpoint.upload) return uploadBody(endpoint.upload)
  if (!endpoint.body) return undefined
  const { body: example } = exampleOf(endpoint)
  const content = { schema: write(endpoint.body), ...(example ? { example } : {}) }
  return { required: !endpoint.body.safeParse(null).success, content: { 'application/json': content } }
}

/** What may be answered besides what an operation itself says: no token, no right, too much at once, no database. */
const generalResponses = (endpoint: Endpoint, { scope }: Permission): Record<number, ResponseDoc> => ({
  ...(scope === null ? {} : responses.unauthorized),
  ...responses.forbidden,
  ...(isPredecessors(endpoint) || endpoint.tag === OPERATION ? {} : responses.invalid),
  ...responses.rateLimited,
  ...(scope === null ? {} : responses.unavailable),
})

/** Where the run that was accepted can be asked for. */
const runLinks = Object.fromEntries(
  ['get_run', 'follow_run_events', 'cancel_run', 'download_artifact'].map((operationId) => [
    operationId,
    { operationId, parameters: { run_id: '$response.body#/run_id' } },
  ]),
)

const TEXT = /^text\//

const responseOf = (status: string, { description, schema, mediaType }: ResponseDoc, write: WriteSchema) => {
  const content = {
    ...(schema ? { 'application/json': { schema: write(schema) } } : {}),
    ...(mediaType ? { [mediaType]: { schema: TEXT.test(mediaType) ? { type: 'string' } : fileSchema } } : {}),
  }
  return {
    description,
    ...(Object.keys(content).length > 0 ? { content } : {}),
    ...(status === '202' && schema === responses.accepted[202].schema ? { links: runLinks } : {}),
  }
}

const describePermission = ({ scope, owns }: Permission) => {
  if (scope === null) return { security: [] }
  const whose = owns ? `; \`admin\` for a ${owns} of somebody else` : ''
  return { description: `Scope of the token, where one is needed: \`${scope}\`${whose}.` }
}

/** One operation as OpenAPI has it. */
export const describeOperation = (endpoint: Endpoint, write: WriteSchema): Json => {
  const permission = permissionOf(endpoint.operationId)
  const example = exampleOf(endpoint)
  const parameters = [
    ...parametersOf('path', endpoint.params, example.path, write),
    ...parametersOf('query', endpoint.query, example.query, write),
    ...parametersOf('header', endpoint.headers, example.headers, write),
  ]
  const requestBody = bodyOf(endpoint, write)
  const all = Object.entries({ ...generalResponses(endpoint, permission), ...endpoint.responses })
  return {
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...describePermission(permission),
    operationId: endpoint.operationId,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: Object.fromEntries(all.map(([status, doc]) => [status, responseOf(status, doc, write)])),
  }
}
