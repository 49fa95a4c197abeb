import createClient from 'openapi-fetch'
import type { paths } from './api-types.ts'
import { toRelayError, toUnreachable } from './relay-error.ts'

export interface RelayClientOptions {
  /** Where the relay is; a page that it served itself gives its own origin. */
  url: string
  /** Needed where the relay asks for one. */
  token?: string | undefined
  /** In the place of the global one. */
  fetch?: (request: Request) => Promise<Response>
}

/**
 * A client of the relay's API, typed by its OpenAPI document, for Node and browsers:
 * `dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id } } }))`.
 */
export const createRelayClient = ({ url, token, fetch }: RelayClientOptions) => {
  const client = createClient<paths>({ baseUrl: url, ...(fetch ? { fetch } : {}) })
  client.use({
    onRequest({ request }) {
      if (token) request.headers.set('Authorization', `Bearer ${token}`)
    },
    onError({ error }) {
      // What the caller gave up itself is no failure of the relay.
      if (error instanceof Error && error.name === 'AbortError') return error
      return toUnreachable(url, error)
    },
  })
  return client
}
export type RelayClient = ReturnType<typeof createRelayClient>

/** What an answer brought. @throws RelayError that says why there is nothing. */
export const dataOf = <T>({
  data,
  error,
  response,
}: {
  data?: T
  error?: unknown
  response: Response
}): T => {
  if (!response.ok) throw toRelayError(response.status, error)
  // Without a body there is nothing, as the documentation says of such an answer.
  return data as T
}

/** Puts files into a form, under the names that they have: `client.POST(path, { ...form('files', pictures), params })`. */
export const form = <F extends 'file' | 'files'>(field: F, files: { name: string; blob: Blob }[]) => ({
  body: { [field]: field === 'files' ? files.map(({ blob }) => blob) : files[0]?.blob } as F extends 'files'
    ? { files: Blob[] }
    : { file: Blob },
  bodySerializer: () => {
    const data = new FormData()
    for (const { name, blob } of files) data.append(field, blob, name)
    return data
  },
})
