import type { Express, Request, Response } from 'express'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import type { Call, Endpoint } from '../endpoint.ts'
import type { Authorizer } from '../guards/access/authorize.ts'
import { type AuditTrail, idsIn } from '../guards/access/create-audit-trail.ts'
import { permissionOf } from '../guards/access/permissions.ts'
import { clientOf } from '../guards/client-of.ts'
import type { Places } from '../guards/create-places.ts'
import { accommodateGeneratedClient } from './accommodate-generated-client.ts'
import { answerError } from './answer-error.ts'
import { requestIdOf } from './observe/request-id.ts'
import { parseCall } from './parse-call.ts'
import { readBody } from './read-body.ts'
import { sendJson, sendText } from './send-json.ts'

/** `/datasets/{dataset_id}/` as Express writes it; its last slash does not matter to Express. */
const toRoute = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/(.)\/$/, '$1')

interface MountOptions {
  logger: Logger
  authorizer: Authorizer
  audit: AuditTrail
  /** Puts ids in the place of names in what a path named. */
  resolve: (params: Record<string, unknown>) => Promise<Record<string, unknown>>
  places: Places
  /** Aborted when the relay stops: whoever waits is told. */
  stopping: AbortSignal
}

/** Said after every request, so made once: making it took a thirtieth of the time for an unchanged list. */
const CLOSED = new DOMException('The connection is closed.', 'AbortError')

/** What waits with a signal is told of its abort in an error of its own. */
const isAbort = (error: unknown, signal: AbortSignal) =>
  error === signal.reason || (error instanceof Error && error.name === 'AbortError')

const toStopError = () =>
  new AppError('unavailable', 'The relay is stopping.', {
    hint: 'Runs go on; ask again at GET /runs.',
    retryAfter: 5,
  })

const serve = (
  endpoint: Endpoint,
  { logger, authorizer, audit, resolve, places, stopping }: MountOptions,
) => {
  // Before anything is served: an operation may lack its row.
  const permission = permissionOf(endpoint.operationId)
  return async (request: Request, response: Response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort(CLOSED))
    try {
      const deed = { client: null, operationId: endpoint.operationId, method: endpoint.method }
      audit.note(request, { ...deed, objects: { ...request.params } })
      const client = await authorizer.identify(permission, request)
      audit.note(request, { ...deed, client, objects: { ...request.params } })
      Object.assign(request.params, await resolve(request.params))
      const named = endpoint.params?.safeParse(request.params).data
      await authorizer.check(permission, client, named)
      if (endpoint.body) await readBody(request, response)
      const signal = AbortSignal.any([gone.signal, stopping])
      const holder = clientOf(request, client.name)
      const call: Call = {
        ...parseCall(endpoint, request),
        request,
        client,
        signal,
        inPlace: (kind, work) => places(kind, holder, signal, work),
      }
      const reply = accommodateGeneratedClient(await endpoint.handle(call), request)
      audit.note(request, { ...deed, client, objects: { ...request.params, ...idsIn(reply.json) } })
      const { send, place } = reply
      if (send) {
        const answer = async () => {
          response.statusCode = reply.status
          for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
          if (request.method === 'HEAD') response.end()
          else await send(response)
        }
        await (place ? call.inPlace(place, answer) : answer())
      } else if (reply.status === 204) response.status(204).end()
      else if (reply.status === 304) response.status(304).set(reply.headers).end()
      else if (reply.text) sendText(response, reply.status, reply.text, reply.headers)
      else sendJson(response, reply.status, reply.json, reply.headers)
    } catch (error) {
      // Whoever hung up gets no answer, and it is no failure of ours.
      if (gone.signal.aborted) return
      const isStop = stopping.aborted && isAbort(error, stopping)
      const known = isStop ? toStopError() : error
      answerError(response, known, { requestId: requestIdOf(request), errorLoc: endpoint.errorLoc, logger })
    }
  }
}

const refuse =
  (methods: string[], { logger }: MountOptions) =>
  (request: Request, response: Response) => {
    const error = new AppError('not-allowed', 'Method Not Allowed', {
      hint: `This path knows ${methods.join(', ')}.`,
    })
    response.setHeader('Allow', methods.join(', '))
    answerError(response, error, { requestId: requestIdOf(request), errorLoc: undefined, logger })
  }

/**
 * Serves every endpoint under its path, and answers 405 for the methods a path does not have. Where there is a GET,
 * Express answers HEAD by it.
 */
export const mount = (app: Express, endpoints: Endpoint[], options: MountOptions) => {
  const routes = [...Map.groupBy(endpoints, ({ path }) => toRoute(path))].map(([route, served]) => {
    const methods = served.flatMap(({ method }) =>
      method === 'get' ? ['GET', 'HEAD'] : method.toUpperCase(),
    )
    return { route, refusal: refuse(methods, options) }
  })
  for (const endpoint of endpoints) app[endpoint.method](toRoute(endpoint.path), serve(endpoint, options))
  // After all endpoints: /models/{model_id} has no POST, but /models/datasets has one.
  for (const { route, refusal } of routes) app.all(route, refusal)
}
