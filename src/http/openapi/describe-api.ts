import packageJson from '../../../package.json' with { type: 'json' }
import type { Endpoint } from '../endpoint.ts'
import { createSchemaWriter, type Json, type OpenApiVersion } from './create-schema-writer.ts'
import { describeOperation } from './describe-operation.ts'
import { examples } from './examples.ts'
import { payloads } from './payloads.ts'
import { orderOf, tags } from './tags.ts'

const versions = { '3.1': '3.1.0', '3.0': '3.0.3' } as const

const ranks = new Map(Object.keys(examples).map((operationId, rank) => [operationId, rank]))
const rankOf = ({ operationId }: Endpoint) => ranks.get(operationId) ?? ranks.size

/** The documentation of an API, made from the very schemas that check its requests. */
export const describeApi = (endpoints: Endpoint[], version: OpenApiVersion): Json => {
  const { components, write } = createSchemaWriter(version)
  const inOrder = endpoints.toSorted((a, b) => orderOf(a.tag) - orderOf(b.tag) || rankOf(a) - rankOf(b))
  const paths: Record<string, Json> = {}
  for (const endpoint of inOrder) {
    const operation = describeOperation(endpoint, write)
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation }
  }
  for (const payload of payloads) write(payload)
  const used = new Set(endpoints.map(({ tag }) => tag))
  return {
    openapi: versions[version],
    info: {
      title: 'TinyMLaaS relay',
      description:
        'Trains image classifiers, compiles them for microcontrollers and relays them to the boards. Every GET can be asked as HEAD.',
      version: packageJson.version,
    },
    tags: tags.filter(({ name }) => used.has(name)),
    paths,
    components: { schemas: components, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    // The empty one: a relay on a loopback address asks for no token.
    security: [{ token: [] }, {}],
  }
}
