import { jsonObject } from '../../contract/scalars.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { describeApi, type OpenApiVersion } from './describe-api.ts'

const TAG = 'Operation'

/** The description of all endpoints, these included, as OpenAPI. */
export const documentationEndpoints = (others: Endpoint[]): Endpoint[] => {
  const serve = (path: string, version: OpenApiVersion, summary: string): Endpoint =>
    endpoint({
      operationId: `openapi_${version.replace('.', '_')}`,
      method: 'get',
      path,
      tag: TAG,
      summary,
      responses: { 200: { description: 'The description', schema: jsonObject } },
      handle: async () => ({ status: 200, json: describeApi(all, version) }),
    })
  const own = [
    serve('/openapi.json', '3.1', 'This API in OpenAPI 3.1'),
    serve('/openapi-3.0.json', '3.0', 'This API in OpenAPI 3.0, for older generators of clients'),
  ]
  const all = [...others, ...own]
  return own
}
