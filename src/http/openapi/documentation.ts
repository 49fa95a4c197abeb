import { jsonObject } from '../../contract/scalars.ts'
import { type Endpoint, endpoint, OPERATION } from '../endpoint.ts'
import type { OpenApiVersion } from './create-schema-writer.ts'
import { describeApi } from './describe-api.ts'

/** The description of all endpoints, these included, as OpenAPI; 3.0 under the address that generators take. */
export const documentationEndpoints = (others: Endpoint[]): Endpoint[] => {
  const written = new Map<OpenApiVersion, Buffer>()
  const describe = (version: OpenApiVersion): Buffer => {
    const description = written.get(version) ?? Buffer.from(JSON.stringify(describeApi(all, version)))
    written.set(version, description)
    return description
  }
  const serve = (operationId: string, path: string, version: OpenApiVersion): Endpoint =>
    endpoint({
      operationId,
      method: 'get',
      path,
      tag: OPERATION,
      summary: `This API in OpenAPI ${version}`,
      responses: { 200: { description: 'The description', schema: jsonObject } },
      handle: async () => ({ status: 200, text: describe(version) }),
    })
  const own = [
    serve('openapi', '/openapi.json', '3.0'),
    serve('openapi_3_0', '/openapi-3.0.json', '3.0'),
    serve('openapi_3_1', '/openapi-3.1.json', '3.1'),
  ]
  const all = [...others, ...own]
  return own
}
