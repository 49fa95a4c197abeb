const MOST_CLASSES = 10_000

const KEY = /^names[ \t]*:[ \t]*(.*)$/
const ITEM = /^[ \t]*-[ \t]+(.+)$/
const NUMBERED = /^[ \t]*(\d{1,5})[ \t]*:[ \t]+(.+)$/

const withoutComment = (line: string): string => line.replace(/(?:^|[ \t])#.*$/, '').trimEnd()

/** Null for quotes that do not end: what was cut off there belongs to the name. */
const unquote = (text: string): string | null => {
  const trimmed = text.trim()
  const [quote = ''] = trimmed
  if (quote !== '"' && quote !== "'") return trimmed
  if (trimmed.length < 2 || !trimmed.endsWith(quote)) return null
  const inside = trimmed.slice(1, -1)
  return quote === '"' ? inside.replaceAll(/\\(["\\])/g, '$1') : inside.replaceAll("''", "'")
}

/** Names that are numbered by their order, or by themselves; ends at the first line of something else. */
const readItems = (lines: readonly string[], item: RegExp): string[] | null => {
  const names: string[] = []
  for (const line of lines) {
    if (line.trim() === '') continue
    const [, number, numbered] = NUMBERED.exec(line) ?? []
    const found = numbered ?? item.exec(line)?.[1]
    if (found === undefined) break
    const name = unquote(found)
    if (name === null || names.length > MOST_CLASSES) return null
    names[number === undefined ? names.length : Number(number)] = name
  }
  return names
}

/** `[cat, 'dog']` or `{0: cat, 1: dog}`. */
const readFlow = (text: string): string[] | null => {
  const end = text.indexOf(text.startsWith('{') ? '}' : ']')
  return end < 0 ? null : readItems(text.slice(1, end).split(','), /^(.+)$/)
}

/**
 * The names of the classes, by their numbers, from a `data.yaml` in the manner of YOLO: of its YAML the key `names` with a
 * list or numbered names, and nothing else. Null where there is none that is written so.
 */
export const readClassNames = (text: string): string[] | null => {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(withoutComment)
  const at = lines.findIndex((line) => KEY.test(line))
  if (at < 0) return null
  const first = KEY.exec(lines[at] ?? '')?.[1] ?? ''
  const rest = lines.slice(at + 1)
  const names = /^[[{]/.test(first)
    ? readFlow([first, ...rest].join(' '))
    : readItems(first === '' ? rest : [], ITEM)
  return names === null || names.length === 0 || names.length > MOST_CLASSES ? null : names
}
