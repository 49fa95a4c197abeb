import { z } from 'zod'
import { describeProperties } from './describe-properties.ts'
import { simplifySchema } from './simplify-schema.ts'

export type Json = Record<string, unknown>

/** 3.0 is what generators of clients read; 3.1 is JSON Schema as it is today. */
export type OpenApiVersion = '3.0' | '3.1'

const targets = { '3.1': 'draft-2020-12', '3.0': 'openapi-3.0' } as const

/** Writes schemas as OpenAPI has them, and collects the named ones among them, which become `components`. */
export const createSchemaWriter = (version: OpenApiVersion) => {
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
      describeProperties(name, rest)
      components[name] = { title: name, ...rest }
    }
    return properties.value
  }
  return { components, write }
}
export type WriteSchema = ReturnType<typeof createSchemaWriter>['write']
