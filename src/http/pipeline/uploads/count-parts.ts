import type { Readable, Writable } from 'node:stream'

/**
 * Follows what the parser of a form makes of its parts: it passes over a part whose head it cannot read, and gives a
 * file without a name to nobody.
 */
export const countParts = (parser: Writable, field: string) => {
  let read = 0
  let nameless = 0
  parser.on('file', (_name: string, body: Readable, { filename }: { filename?: string }) => {
    read += 1
    // A browser sends a field that nobody chose a file for as an empty one without a name.
    if (!filename) body.once('data', () => (nameless += 1))
  })
  parser.on('field', (name: string, value: string) => {
    read += 1
    if (name === field && value !== '') nameless += 1
  })
  return {
    read: () => read,
    nameless: () => nameless,
  }
}
