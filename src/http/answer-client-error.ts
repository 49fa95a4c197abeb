import type { Duplex } from 'node:stream'
import { codeOf } from '../errors.ts'

const answers: Record<string, readonly [status: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers or the address are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time.'],
}
const otherwise = ['400 Bad Request', 'This is no HTTP request.'] as const

/** Answers what never became a request, in the shape of all errors: Node would send a status and nothing else. */
export const answerClientError = (error: Error, socket: Duplex): void => {
  if (!socket.writable || codeOf(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, detail] = answers[codeOf(error) ?? ''] ?? otherwise
  const json = JSON.stringify({ detail, code: 'invalid-request', hint: 'Mend the client that sent it.' })
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json',
    `Content-Length: ${json.length}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${json}`)
}
