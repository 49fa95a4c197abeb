import type { Response } from 'express'

/** A body up to this size, in bytes, is read to its end after the answer: the connection is then of further use. */
const SMALL = 64 * 1024
/** What a caller has to read its answer before the connection is closed: time, and bytes it sends meanwhile. */
const GRACE_MS = 2000
const GRACE_BYTES = 4 * 1024 * 1024
const LOOK_MS = 50

/** Whether the caller goes on sending what nobody will read. */
const isStillSending = ({ req }: Response): boolean => {
  const { headers, complete } = req
  const isLarge = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL
  return isLarge && !complete
}

/** Closes a connection whose caller goes on sending, as soon as it may have read its answer. */
const dismiss = ({ req: { socket } }: Response) => {
  const began = performance.now()
  const sofar = socket.bytesRead
  const timer = setInterval(() => {
    const isOver = performance.now() - began > GRACE_MS || socket.bytesRead - sofar > GRACE_BYTES
    if (isOver) socket.destroy()
  }, LOOK_MS)
  socket.once('close', () => clearInterval(timer))
}

/**
 * Answers JSON under exactly `application/json`: generated clients compare the header as a whole, and Express
 * would add a charset.
 */
export const sendJson = (
  response: Response,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) => {
  sendText(response, status, Buffer.from(JSON.stringify(value)), headers)
}

/** The same for JSON that is written already. */
export const sendText = (
  response: Response,
  status: number,
  text: Buffer,
  headers: Record<string, string> = {},
) => {
  response.statusCode = status
  for (const [name, content] of Object.entries(headers)) response.setHeader(name, content)
  response.setHeader('Content-Type', 'application/json')
  response.setHeader('Content-Length', text.length)
  if (!isStillSending(response)) {
    response.end(text)
    return
  }
  response.setHeader('Connection', 'close')
  // Not `end`: Node would close at once, and what arrives afterwards would make the system discard the answer.
  response.write(text)
  dismiss(response)
}
