import type { components } from '../../src/client/api-types.ts'
import { RelayError, toRelayError } from '../../src/client/relay-error.ts'

export type UploadReport = NonNullable<components['schemas']['UploadReport']>

export interface NamedFile {
  /** With its folders: they are the classes. */
  name: string
  blob: Blob
}

interface UploadOptions {
  /** Of the dataset, with its query. */
  url: string
  token: string | null
  files: NamedFile[]
  /** Bytes sent so far, in all. */
  onProgress?: (sent: number) => void
  signal?: AbortSignal
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const unreachable = () =>
  new RelayError('The connection was lost while the files were sent.', {
    status: 0,
    code: 'unreachable',
    hint: 'Send them again: what the relay has already is recognised, and kept once.',
    runId: null,
  })

/**
 * Sends files in one request, so that their folders are understood together. By XMLHttpRequest: `fetch` does not tell
 * how much was sent.
 * @throws RelayError, or an AbortError.
 */
export const upload = ({ url, token, files, onProgress, signal }: UploadOptions): Promise<UploadReport> =>
  new Promise((resolve, reject) => {
    const form = new FormData()
    for (const { name, blob } of files) form.append('files', blob, name)
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Prefer', 'return=representation')
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.upload.onprogress = ({ loaded }) => onProgress?.(loaded)
    request.onload = () => {
      const body = parse(request.responseText)
      if (request.status === 200) resolve(body as UploadReport)
      else reject(toRelayError(request.status, body))
    }
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(new DOMException('Stopped.', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
