import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { createRelayClient, type RelayClient } from '../../src/client/create-relay-client.ts'
import { isPassing, type RelayError, toRelayError } from '../../src/client/relay-error.ts'
import { createTurns } from './take-turns.ts'

/** The relay is one level above the page, whatever prefix a proxy in front adds. */
const ROOT = new URL('..', location.href).href.replace(/\/$/, '')

/** A browser has six connections to a relay: some stay free for what the user does meanwhile. */
const PICTURES_AT_ONCE = 3
/** For a picture that a busy relay does not give, and the pause between them. */
const ATTEMPTS = 4
const PAUSE_MS = 2000

export interface Session {
  client: RelayClient
  /** Null where none is needed. */
  token: string | null
  /** The address of a path of the API. */
  urlOf: (path: string) => string
  /** A file of the API. @throws RelayError */
  fetchFile: (path: string, signal?: AbortSignal) => Promise<Blob>
  /** The same of a picture to look at, which waits its turn, and for a relay that is busy. @throws RelayError */
  fetchPicture: (path: string, signal: AbortSignal) => Promise<Blob>
  signOut: () => void
}

export const SessionContext = createContext<Session | null>(null)

export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('There is no session around this part of the page.')
  return session
}

const urlOf = (path: string) => `${ROOT}${path}`

/** What a tab works with; `onRefused` is told when the relay does not take the token, or asks for one. */
export const openSession = (
  token: string | null,
  onRefused: (error: RelayError) => void,
): Omit<Session, 'signOut'> => {
  const watched = async (request: Request) => {
    const response = await fetch(request)
    if (response.status === 401)
      onRefused(
        toRelayError(
          401,
          await response
            .clone()
            .json()
            .catch(() => null),
        ),
      )
    return response
  }
  const client = createRelayClient({ url: ROOT, token: token ?? undefined, fetch: watched })
  const fetchFile = async (path: string, signal?: AbortSignal) => {
    const headers: HeadersInit = token ? { Authorization: `Bearer ${token}` } : {}
    const response = await watched(new Request(urlOf(path), { headers, signal: signal ?? null }))
    if (response.ok) return response.blob()
    throw toRelayError(response.status, await response.json().catch(() => null))
  }
  const inTurn = createTurns(PICTURES_AT_ONCE)
  const fetchPicture = async (path: string, signal: AbortSignal): Promise<Blob> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTurn(async () => {
          signal.throwIfAborted()
          return fetchFile(path, signal)
        })
      } catch (error) {
        if (attempt >= ATTEMPTS || signal.aborted || !isPassing(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }
  }
  return { client, token, urlOf, fetchFile, fetchPicture }
}
