import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { createRelayClient, type RelayClient } from '../../src/client/create-relay-client.ts'
import { type RelayError, toRelayError } from '../../src/client/relay-error.ts'

/** The relay is one level above the page, whatever prefix a proxy in front adds. */
const ROOT = new URL('..', location.href).href.replace(/\/$/, '')

export interface Session {
  client: RelayClient
  /** Null where none is needed. */
  token: string | null
  /** The address of a path of the API. */
  urlOf: (path: string) => string
  /** A file of the API. @throws RelayError */
  fetchFile: (path: string) => Promise<Blob>
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
  const fetchFile = async (path: string) => {
    const headers: HeadersInit = token ? { Authorization: `Bearer ${token}` } : {}
    const response = await watched(new Request(urlOf(path), { headers }))
    if (response.ok) return response.blob()
    throw toRelayError(response.status, await response.json().catch(() => null))
  }
  return { client, token, urlOf, fetchFile }
}
