import { createRelayClient, dataOf, type RelayClient } from '../../client/create-relay-client.ts'
import { isPassing } from '../../client/relay-error.ts'
import { UsageError } from '../command.ts'
import { readLogin } from './saved-login.ts'

const DEFAULT_URL = 'http://127.0.0.1:8000'

const FIRST_PAUSE_MS = 250
const LAST_PAUSE_MS = 5000
/** How long a relay is waited for that has not answered yet, and one that has. */
const STRANGER_MS = 1500
const ACQUAINTANCE_MS = 120_000

const isUrl = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text)

const withoutEndSlash = (url: string) => url.replace(/\/+$/, '')

/** Where the relay is and what opens it. A login's token goes to the relay of the login only. */
export const findRelay = async (env: NodeJS.ProcessEnv, given: string | undefined) => {
  const login = await readLogin(env)
  const url = withoutEndSlash(given ?? (env['TINYMLAAS_URL'] || login?.url) ?? DEFAULT_URL)
  if (!isUrl(url)) throw new UsageError(`"${url}" is no address of a relay: http://host:port.`)
  const known = login && withoutEndSlash(login.url) === url ? login.token : undefined
  return { url, token: env['TINYMLAAS_TOKEN'] || known }
}

type Answer<T> = { data?: T; error?: unknown; response: Response }

/**
 * A client that waits for a relay that is away for a while. What is given to `ask` must be safe to do twice; what is not
 * goes to `askOnce`.
 */
export const connect = (url: string, token: string | undefined, onPause: (why: string) => void) => {
  const client = createRelayClient({ url, token })
  let isKnown = false
  const askOnce = async <T>(send: (client: RelayClient) => Promise<Answer<T>>): Promise<T> => {
    const data = dataOf(await send(client))
    isKnown = true
    return data
  }
  return {
    client,
    askOnce,
    async ask<T>(send: (client: RelayClient) => Promise<Answer<T>>): Promise<T> {
      let waited = 0
      for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
        try {
          return await askOnce(send)
        } catch (error) {
          if (!isPassing(error) || waited >= (isKnown ? ACQUAINTANCE_MS : STRANGER_MS)) throw error
          if (isKnown) onPause(error instanceof Error ? error.message : String(error))
          await new Promise((resolve) => setTimeout(resolve, pauseMs))
          waited += pauseMs
        }
      }
    },
  }
}
export type Connection = ReturnType<typeof connect>
