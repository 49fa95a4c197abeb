import { z } from 'zod'

const TOKEN = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\b(True|False|None)\b/gs
const words: Record<string, string> = { True: 'true', False: 'false', None: 'null' }
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

const dict = z.record(z.string(), z.json())

/**
 * What Python's repr() wrote of a dict with texts as keys, as the predecessor stored the parameters of a model:
 * `{'epochs': 1, 'augment': True}`. JSON is read as well; null for anything else.
 */
export const parsePythonDict = (text: string): z.infer<typeof dict> | null => {
  const json = text.replaceAll(TOKEN, (_, single?: string, double?: string, word?: string) => {
    if (word !== undefined) return words[word] ?? 'null'
    const raw = single ?? double ?? ''
    return JSON.stringify(raw.replaceAll(/\\(.)/gs, (_pair, char: string) => escapes[char] ?? char))
  })
  try {
    return dict.parse(JSON.parse(json))
  } catch {
    return null
  }
}
