import winston from 'winston'

/** The four verbs every part logs with. Fields such as `run_id` and `request_id` make lines findable. */
export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** The same, with these fields in every line. */
export const withFields = (logger: Logger, fields: Record<string, unknown>): Logger => ({
  debug: (message, more) => logger.debug(message, { ...fields, ...more }),
  info: (message, more) => logger.info(message, { ...fields, ...more }),
  warn: (message, more) => logger.warn(message, { ...fields, ...more }),
  error: (message, more) => logger.error(message, { ...fields, ...more }),
})

/** Characters at either end of a logged text: an error of the database begins with its statement and ends with its cause. */
const END_OF_TEXT = 2000
const SECRET = /authorization|cookie|password|secret|token|database_url/i
/** Begins with a fixed text and is bounded, so that its time grows with the text and no faster. */
const URL_PASSWORD = /(:\/\/[^:/\s]{1,256}:)[^@\s]{1,1024}@/g

const shorten = (text: string) => {
  const left = text.length - 2 * END_OF_TEXT
  return left > 0 ? `${text.slice(0, END_OF_TEXT)}… (${left} characters) …${text.slice(-END_OF_TEXT)}` : text
}

/** SQLSTATE and constraint of an error of the database, or the code that Node gave it. */
const facts = (error: Error) => ({
  ...('code' in error ? { code: error.code } : {}),
  ...('constraint' in error && error.constraint ? { constraint: error.constraint } : {}),
})

/** Replaces what must not be logged, by field name and by the shape of a URL with a password. */
export const redact = (value: unknown, name = '', depth = 0): unknown => {
  if (SECRET.test(name)) return '[redacted]'
  if (typeof value === 'string') return shorten(value.replace(URL_PASSWORD, '$1[redacted]@'))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > 5) return '[deep]'
  if (value instanceof Error) {
    return {
      name: value.name,
      ...facts(value),
      message: redact(value.message),
      stack: redact(value.stack ?? ''),
      cause: redact(value.cause, '', depth + 1),
    }
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, '', depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key, depth + 1)]))
}

const redacted = winston.format((info) => Object.assign(info, redact({ ...info })))

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^[!-~]{1,100}$/.test(value))

const hasStack = (value: unknown): value is { stack: string } =>
  typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string'

/** A line for people: time, level, message, and the fields in the order they were given; stacks below. */
export const describeLine = ({ level, message, timestamp, ...fields }: Record<string, unknown>): string => {
  const time = new Date(String(timestamp)).toTimeString().slice(0, 8)
  const named = Object.entries(fields)
  const words = named.flatMap(([name, value]) => {
    if (value === undefined || hasStack(value)) return []
    return `${name}=${isPlain(value) ? value : JSON.stringify(value)}`
  })
  const stacks = named.flatMap(([, value]) => (hasStack(value) ? value.stack.split('\n') : []))
  const line = [time, level, message, ...words].join(' ')
  return [line, ...stacks.map((text) => `    ${text.trim()}`)].join('\n')
}

/** JSON lines on stdout; on a terminal, lines for people. */
export const createLogger = (level: string, pretty = process.stdout.isTTY === true): Logger =>
  winston.createLogger({
    level,
    format: winston.format.combine(
      redacted(),
      winston.format.timestamp(),
      pretty
        ? winston.format.combine(
            winston.format.colorize(),
            winston.format.printf((info) => describeLine({ ...info })),
          )
        : winston.format.json(),
    ),
    transports: [new winston.transports.Console()],
  })
