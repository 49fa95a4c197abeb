import { glossary } from './glossary.ts'
import { glossaryByPlace } from './glossary-by-place.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Says of every property below a named schema what it means, where nothing says it yet. A reference speaks for itself. */
export const describeProperties = (name: string, schema: unknown): void => {
  if (Array.isArray(schema)) for (const part of schema) describeProperties(name, part)
  if (!isObject(schema)) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isObject(value)) {
      for (const [property, described] of Object.entries(value)) {
        const words = glossaryByPlace[`${name}.${property}`] ?? glossary[property]
        if (words && isObject(described) && !('$ref' in described)) described['description'] ??= words
      }
    }
    describeProperties(name, value)
  }
}
