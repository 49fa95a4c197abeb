import { codeOf, isDatabaseAway, SetupError, toError } from '../errors.ts'

/** SQLSTATEs of a role that may not come in, and of a database that is not there. */
const REFUSED = ['28P01', '28000']
const NO_DATABASE = '3D000'
/** SQLSTATE of a right that is missing. */
export const NO_RIGHT = '42501'
/** What Node says of a name that it cannot resolve. */
const UNKNOWN_NAMES = ['ENOTFOUND', 'EAI_AGAIN']

/** In one sentence, and without the password, why the database of DATABASE_URL cannot be used. */
export const explainConnection = (url: string, cause: unknown): SetupError => {
  const { username, hostname, port, pathname } = new URL(url)
  const server = `PostgreSQL at ${hostname || 'this machine'}:${port || 5432}`
  const database = decodeURIComponent(pathname.slice(1))
  const user = decodeURIComponent(username)
  const code = codeOf(cause) ?? ''
  const why = code || toError(cause).message.trim().split('\n').at(-1)
  const say = (sentence: string) => new SetupError(sentence, { cause })
  if (REFUSED.includes(code))
    return say(`${server} refuses the user "${user}": mend the name or password in DATABASE_URL.`)
  if (code === NO_DATABASE)
    return say(`${server} has no database "${database}": create it, or mend DATABASE_URL.`)
  if (code === NO_RIGHT)
    return say(
      `The user "${user}" may make no tables in the database "${database}": make it the database's owner, or mend DATABASE_URL.`,
    )
  if (UNKNOWN_NAMES.includes(code))
    return say(`The host "${hostname}" is not known here (${code}): mend DATABASE_URL.`)
  if (isDatabaseAway(cause)) return say(`${server} does not answer (${why}): start it, or mend DATABASE_URL.`)
  return say(`${server} cannot be used (${why}): mend it, or DATABASE_URL.`)
}
