import type { Express, Request, Response } from 'express'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import type { Endpoint } from '../endpoint.ts'
import type { Authorizer } from '../guards/authorize.ts'
import { accommodateGeneratedClient } from './accommodate-generated-client.ts'
import { answerError } from './answer-error.ts'
import { parseCall } from './parse-call.ts'
import { readBody } from './read-body.ts'
import { requestIdOf } from './request-id.ts'
import { sendJson } from './send-json.ts'

/** `/datasets/{dataset_id}/` as Express writes it; its last slash does not matter to Express. */
const toRoute = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/(.)\/$/, '$1')

interface MountOptions {
  logger: Logger
  authorize: Authorizer
  /** Aborted when the relay stops: whoever waits is told. */
  stopping: AbortSignal
}

const toStopError = () =>
  new AppError('unavailable', 'The relay is stopping.', {
    hint: 'Runs go on; ask again at GET /runs.',
    retryAfter: 5,
  })

const serve =
  (endpoint: Endpoint, { logger, authorize, stopping }: MountOptions) =>
  async (request: Request, response: Response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      await authorize(endpoint, request)
      if (endpoint.body) await readBody(request, response)
      const signal = AbortSignal.any([gone.signal, stopping])
      const call = { ...parseCall(endpoint, request), request, signal }
      const reply = accommodateGeneratedClient(await endpoint.handle(call), request)
      if (reply.send) {
        response.statusCode = reply.status
        for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
        if (request.method === 'HEAD') response.end()
        else await reply.send(response)
      } else if (reply.status === 204) response.status(204).end()
      else sendJson(response, reply.status, reply.json, reply.headers)
    } catch (error) {
      // Whoever hung up gets no answer, and it is no failure of ours.
      if (gone.signal.aborted) return
      const known = error === stopping.reason ? toStopError() : error
      answerError(response, known, { requestId: requestIdOf(request), errorLoc: endpoint.errorLoc, logger })
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
