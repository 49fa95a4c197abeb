/** The header with its value, which may go on in lines that begin with a blank. */
const DISPOSITION = /^(content-disposition:[ \t]*)((?:[^\r\n]|\r\n[ \t])*)/im
const FOLD = /\r\n[ \t]+/g

/** RFC 8187: what may stand in an extended value as it is. */
const NOT_PLAIN = /%(?![\da-f]{2})|[^\w!#$&+.^`|~%-]/gi
const EXTENDED = /(\bfilename\*[ \t]*=[ \t]*)"?([\w!#$&+.^`|~%-]*'[^'"]*')([^";\r\n]*?)"?[ \t]*(?=;|\r\n|$)/i

const TOKEN = "[\\w!#$%&'*+.^`|~-]+"
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"'
const EXTENDED_VALUE = "[\\w!#$&+.^`|~%-]+'[^']*'(?:[\\w!#$&+.^`|~-]|%[\\da-f]{2})+"
const PARAMETER = `[ \\t]*;[ \\t]*(?:[\\w-]+\\*=${EXTENDED_VALUE}|[\\w-]+=(?:${TOKEN}|${QUOTED}))`
const WELL_FORMED = new RegExp(`^form-data(?:${PARAMETER})*[ \\t]*$`, 'i')
const WELL_EXTENDED = new RegExp(`^${EXTENDED_VALUE}$`, 'i')
const FIRST_QUOTED = new RegExp(`^${QUOTED}`)
const BEFORE_NAME = /(?:;[ \t]*|(?<=")[ \t]+)(?=(?:file)?name\*?[ \t]*=)/i

/** A value as it was meant: quotes in it, or none at its end, are no reason to lose a file. */
const unquote = (value: string): string => {
  if (!value.startsWith('"')) return value.replace(/;.*$/, '').trim()
  const end = value.lastIndexOf('"')
  const inside = end > 0 ? value.slice(1, end) : value.slice(1).replace(/;$/, '')
  return inside.replaceAll(/\\(["\\])/g, '$1')
}
/** The field, whose name has no quotes: what comes behind it is not of it, else the part would pass for one of another field. */
const unquoteField = (value: string): string => unquote(FIRST_QUOTED.exec(value)?.[0] ?? value)
const quote = (value: string): string => `"${value.replaceAll(/["\\]/g, '\\$&')}"`

/** What a malformed disposition says of the field and the file; itself when it names no file. */
const rewrite = (value: string): string => {
  const found = new Map<string, string>()
  for (const piece of value.split(BEFORE_NAME).slice(1)) {
    const equals = piece.indexOf('=')
    const key = piece.slice(0, equals).trim().toLowerCase()
    if (!found.has(key)) found.set(key, piece.slice(equals + 1).trim())
  }
  const name = found.get('name')
  const extended = found.get('filename*') ?? ''
  const isUsable = WELL_EXTENDED.test(extended)
  const file = found.get('filename') ?? (isUsable ? undefined : found.get('filename*'))
  if (file === undefined && !isUsable) return value
  return [
    'form-data',
    ...(name === undefined ? [] : [`name=${quote(unquoteField(name))}`]),
    ...(file === undefined ? [] : [`filename=${quote(unquote(file))}`]),
    ...(isUsable ? [`filename*=${extended}`] : []),
  ].join('; ')
}

const mendDisposition = (written: string): string => {
  if (WELL_FORMED.test(written)) return written
  const value = written
    .replaceAll(FOLD, ' ')
    .replace(EXTENDED, (_, name: string, charset: string, rest: string) => {
      const encoded = rest.replace(
        NOT_PLAIN,
        (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
      )
      return `${name.replaceAll(/[ \t]/g, '')}${charset}${encoded}`
    })
  return WELL_FORMED.test(value) ? value : rewrite(value)
}

/**
 * The head of a part with a Content-Disposition that the parser can read. Clients leave slashes and blanks in `filename*`,
 * quotes in names, names without quotes, a semicolon at the end; the parser would take such a part for none, and drop it
 * without a word.
 */
export const mendHead = (head: string): string =>
  head.replace(DISPOSITION, (_, name: string, value: string) => name + mendDisposition(value))
