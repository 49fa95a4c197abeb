import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Scope } from '../store/tokens.ts'

/** What takes a place for as long as it lasts, since it may last long. */
export type PlaceKind = 'uploads' | 'downloads' | 'events'

/** What a handler answers. Exactly one of `json`, `text`, `send` and nothing. */
export interface Reply {
  status: number
  json?: unknown
  /** JSON that is written already. */
  text?: Buffer
  /** Writes the answer itself: files, server-sent events. */
  send?: (response: Response) => Promise<void>
  headers?: Record<string, string>
  /** The place that `send` takes while it lasts. */
  place?: PlaceKind
}

/** Who sends a request. */
export interface Client {
  /** Of the token or trusted network; what is made belongs to it. Null where no token is required: what is made belongs to everybody. */
  name: string | null
  scopes: Scope[]
  via: 'token' | 'ticket' | 'network' | 'monitoring' | 'nobody'
}

export interface Call<P = unknown, Q = unknown, B = unknown> {
  params: P
  query: Q
  body: B
  request: Request
  client: Client
  /** Aborted when the caller goes away. */
  signal: AbortSignal
  /** Has something done in a place of this caller's. */
  inPlace: <T>(kind: PlaceKind, work: () => Promise<T>) => Promise<T>
}

/** Tag of what operators and monitors ask. */
export const OPERATION = 'Operation'

interface ResponseDoc {
  description: string
  /** Of `application/json`. */
  schema?: z.ZodType
  /** Of a file, or of text. */
  mediaType?: string
}

/** One operation of the API: what is taken, what is answered, and what happens. The documentation is made from it. */
export interface Endpoint {
  /** The predecessor's operation id where there was one: generated clients name their methods by it. */
  operationId: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As documented, `/datasets/{dataset_id}/`; it is served with and without its last slash. */
  path: string
  tag: string
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  /** Request headers that matter here, for the documentation. */
  headers?: z.ZodObject
  body?: z.ZodType
  /** Name of the multipart field whose files the handler reads. */
  upload?: 'files' | 'file'
  /** Old clients read `detail[0].loc[1]` of every error here; this is what an error without a field names. */
  errorLoc?: [string, string]
  responses: Record<number, ResponseDoc>
  handle: (call: Call) => Promise<Reply>
}

/**
 * Whether the predecessor had an operation, which its id tells: function, path and method. Its clients may send what it
 * passed over.
 */
export const isPredecessors = ({ operationId, path, method }: Endpoint): boolean =>
  operationId.endsWith(`${path.replaceAll(/\W/g, '_')}_${method}`)

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

/** Ties the handler's types to the schemas beside it. */
export const endpoint = <
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  definition: Omit<Endpoint, 'params' | 'query' | 'body' | 'handle'> & {
    params?: P
    query?: Q
    body?: B
    handle: (call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<Reply>
  },
): Endpoint => definition as unknown as Endpoint
