import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { NextFunction, Request, Response } from 'express'
import { codeOf, SetupError, toError } from '../../../errors.ts'
import type { AuditSink } from '../../app-deps.ts'
import type { Client, Endpoint } from '../../endpoint.ts'

/** Appends to `file`, or writes to stdout between the lines of the log. @throws SetupError when the file cannot be opened. */
export const openAuditSink = async (
  file: string | undefined,
  onError: (error: Error) => void,
): Promise<AuditSink> => {
  if (file === undefined) {
    return { write: (line) => void process.stdout.write(line), close: async () => undefined }
  }
  // Only appends, so that a rotation may cut the file while it is open; only its owner reads it.
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  await once(stream, 'open').catch((cause: unknown) => {
    throw new SetupError(
      `AUDIT_LOG=${file} cannot be opened (${codeOf(cause) ?? toError(cause).message}): name a file that this user may write.`,
      { cause },
    )
  })
  stream.on('error', onError)
  return {
    write: (line) => void stream.write(line),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}

interface Deed {
  client: Client | null
  operationId: string
  method: Endpoint['method']
  /** Ids of what the path named and the answer made. */
  objects: Record<string, unknown>
}

const REFUSED = new Set([401, 403, 429])
/** Of what a client can write into an address or a request id. */
const TOKEN = /tml_[\w-]{20,}/g
const MAX_PATH = 300
const IDS = ['id', 'run_id', 'model_id'] as const

/** The ids in an answer: of what was made. */
export const idsIn = (json: unknown): Record<string, unknown> =>
  typeof json === 'object' && json !== null
    ? Object.fromEntries(Object.entries(json).filter(([key]) => IDS.some((id) => id === key)))
    : {}

/**
 * One line for each call that changes something, and for each that is refused: who, from where, what, to what, and the
 * answer. `audit: true` tells these lines from those of the log.
 */
export const createAuditTrail = (sink: AuditSink) => {
  const deeds = new WeakMap<Request, Deed>()
  return {
    /** Notes who does what, as far as it is known. */
    note(request: Request, deed: Deed): void {
      deeds.set(request, deed)
    },
    observe(request: Request, response: Response, next: NextFunction): void {
      // Unknown once the connection is gone.
      const address = request.ip ?? null
      response.on('close', () => {
        const deed = deeds.get(request)
        const isChange = deed !== undefined && deed.method !== 'get'
        if (!isChange && !REFUSED.has(response.statusCode)) return
        const line = JSON.stringify({
          audit: true,
          at: new Date().toISOString(),
          client: deed?.client?.name ?? null,
          via: deed?.client?.via ?? null,
          address,
          operation: deed?.operationId ?? null,
          method: request.method,
          path: request.path.slice(0, MAX_PATH),
          objects: deed?.objects ?? {},
          status: response.statusCode,
          complete: response.writableFinished,
          request_id: response.get('x-request-id') ?? null,
        })
        sink.write(`${line.replaceAll(TOKEN, 'tml_[redacted]')}\n`)
      })
      next()
    },
  }
}
export type AuditTrail = ReturnType<typeof createAuditTrail>
