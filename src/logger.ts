import winston from 'winston'

/** The four verbs every part logs with. Fields such as `run_id` and `request_id` make lines findable. */
export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** Characters of one logged text: an error of the database repeats its whole statement. */
const MAX_TEXT = 4000
const SECRET = /authorization|cookie|password|secret|token|database_url/i
const URL_PASSWORD = /(\w+:\/\/[^:/\s]+:)[^@\s]+@/g

/** Replaces what must not be logged, by field name and by the shape of a URL with a password. */
export const redact = (value: unknown, name = '', depth = 0): unknown => {
  if (SECRET.test(name)) return '[redacted]'
  if (typeof value === 'string') {
    const text = value.replace(URL_PASSWORD, '$1[redacted]@')
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text
  }
  if (value instanceof Error) {
    const message = redact(value.message)
    return {
      name: value.name,
      message,
      stack: redact(value.stack ?? ''),
      cause: redact(value.cause, '', depth + 1),
    }
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > 5) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => redact(item, '', depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key, depth + 1)]))
}

const redacted = winston.format((info) => Object.assign(info, redact({ ...info })))

/** JSON lines on stdout; on a terminal, lines for people. */
export const createLogger = (level: string, pretty = process.stdout.isTTY === true): Logger =>
  winston.createLogger({
    level,
    format: winston.format.combine(
      redacted(),
      winston.format.timestamp(),
      pretty
        ? winston.format.combine(winston.format.colorize(), winston.format.simple())
        : winston.format.json(),
    ),
    transports: [new winston.transports.Console()],
  })
