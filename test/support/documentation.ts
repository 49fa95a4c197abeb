import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import type { Reply } from './ask.ts'

const content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }))
const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
})
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})
export type Operation = z.infer<typeof operation> & { method: string; path: string }

/** What every path may answer and no operation lists: it does not have the method. */
const ANYWHERE = new Set([405])
/** Formats of OpenAPI that ajv does not know. */
const FORMATS = {
  'date-time-local': /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}$/,
  base64: /^[A-Za-z\d+/]*={0,2}$/,
}
const GENERATED_CLIENT = /^OpenAPI-Generator\//

const withoutEndSlash = (path: string) => path.replace(/(.)\/$/, '$1')
const toPattern = (path: string) =>
  new RegExp(
    `^${withoutEndSlash(path)
      .replaceAll(/\{\w+\}/g, '[^/]+')
      .replaceAll('.', '\\.')}$`,
  )

/** How many `{parameters}` a path has: `/openapi.json` goes before `/{anything}`. */
const vagueness = ({ path }: Operation) => path.split('{').length

export const readOperations = (json: unknown): Operation[] =>
  Object.entries(document.parse(json).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]) => ({ ...found, method: method.toUpperCase(), path })),
  )

const read = async (url: string) => {
  const json: unknown = await (await fetch(`${url}/openapi-3.1.json`)).json()
  const { components } = document.parse(json)
  const operations = readOperations(json).sort((a, b) => vagueness(a) - vagueness(b))
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const [name, form] of Object.entries(FORMATS)) ajv.addFormat(name, form)
  ajv.addSchema({ $id: 'relay', components })
  const pointTo = (schema: unknown): Record<string, unknown> =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"relay#/components'))

  return {
    operations,
    /** What is wrong with an answer, by the documentation. */
    check(call: string, reply: Reply, headers: Record<string, string> = {}): string[] {
      const [method = '', target = ''] = call.split(/ (.*)/)
      const path = withoutEndSlash(target.split('?')[0] ?? '')
      const found = operations.find((o) => o.method === method && toPattern(o.path).test(path))
      if (!found || ANYWHERE.has(reply.status)) return []
      // What that client gets is outside its own description on purpose.
      if (
        Object.entries(headers).some(
          ([name, value]) => /^user-agent$/i.test(name) && GENERATED_CLIENT.test(value),
        )
      )
        return []
      const documented = found.responses[reply.status]
      if (!documented) return [`${found.operationId} does not document the status ${reply.status}`]
      const schema = documented.content?.['application/json']?.schema
      if (!schema) return []
      const validate = ajv.compile(pointTo(schema))
      return validate(reply.json) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`)
    },
  }
}

/** The OpenAPI document of a running relay, read once. */
export const createDocumentation = (url: string) => {
  const cache: { document?: ReturnType<typeof read> } = {}
  return () => {
    cache.document ??= read(url)
    return cache.document
  }
}
