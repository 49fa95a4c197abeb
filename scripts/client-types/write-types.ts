import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const ABOUT = `/**
 * What the relay's API takes and answers. Made from its OpenAPI document by \`npm run docs\`; a test checks that it is
 * current.
 */

`

/** What an API without webhooks has none of. */
const EMPTY = /^export type (webhooks|\$defs) = .*\n/gm

/** The TypeScript types of an API, from its OpenAPI document. */
export const writeTypes = async (description: Record<string, unknown>): Promise<string> => {
  const types = await openapiTS(JSON.stringify(description), {
    // What goes into a form, and what comes with `parseAs: 'blob'`.
    transform: ({ format }) => (format === 'binary' ? ts.factory.createTypeReferenceNode('Blob') : undefined),
  })
  return ABOUT + astToString(types).replaceAll(EMPTY, '')
}
