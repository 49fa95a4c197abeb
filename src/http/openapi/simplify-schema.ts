import type { z } from 'zod'

type Schema = z.core.JSONSchema.BaseSchema

const isNullable = (schema: z.core.JSONSchema._JSONSchema | undefined): boolean =>
  typeof schema === 'object' &&
  (schema['nullable'] === true ||
    schema.type === 'null' ||
    (Array.isArray(schema.type) && schema.type.includes('null')) ||
    schema.anyOf?.some(isNullable) === true)

/** Makes a schema that zod has written say what holds for callers, and no more. */
export const simplifySchema = (schema: Schema): void => {
  // Keys may be added to an answer, and unknown ones of a request are passed over.
  if (schema.additionalProperties === false) delete schema.additionalProperties
  // The generated clients get no key whose value is null, so none of these may be required.
  const { required, properties } = schema
  if (required && properties) schema.required = required.filter((key) => !isNullable(properties[key]))
  if (schema.required?.length === 0) delete schema.required
  // Every number of JSON is a safe integer or none, and every key is text.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  delete schema.propertyNames
  // OpenAPI 3.0.3: null is allowed only where the enum has it, too.
  if (schema['nullable'] === true && schema.enum && !schema.enum.includes(null)) schema.enum.push(null)
  // OpenAPI 3.0 has no contentEncoding, and the format says it already.
  if (schema.format === 'base64') {
    delete schema.contentEncoding
    delete schema.pattern
  }
}
