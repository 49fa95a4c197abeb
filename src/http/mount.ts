import type { Express, Request, Response } from 'express'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { accommodateGeneratedClient } from './accommodate-generated-client.ts'
import { answerError } from './answer-error.ts'
import type { Authorizer } from './authorize.ts'
import type { Endpoint } from './endpoint.ts'
import { parseCall } from './parse-call.ts'
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
      const signal = AbortSignal.any([gone.signal, stopping])
      const call = { ...parseCall(endpoint, request), request, signal }
      const reply = accommodateGeneratedClient(await endpoint.handle(call), request)
      if (reply.send) {
        response.statusCode = reply.status
        for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
        await reply.send(response)
      } else if (reply.status === 204) response.status(204).end()
      else sendJson(response, reply.status, reply.json, reply.headers)
    } catch (error) {
      // Whoever hung up gets no answer, and it is no failure of ours.
      if (gone.signal.aborted) return
      const known = error === stopping.reason ? toStopError() : error
      answerError(response, known, { requestId: requestIdOf(request), errorLoc: endpoint.errorLoc, logger })
    }
  }

/** Serves every endpoint under its path, and answers 405 for the methods a path does not have. */
export const mount = (app: Express, endpoints: Endpoint[], options: MountOptions) => {
  const { logger } = options
  for (const endpoint of endpoints) app[endpoint.method](toRoute(endpoint.path), serve(endpoint, options))
  for (const route of new Set(endpoints.map(({ path }) => toRoute(path)))) {
    const methods = endpoints
      .filter(({ path }) => toRoute(path) === route)
      .map(({ method }) => method.toUpperCase())
    app.all(route, (request, response) => {
      const error = new AppError('not-allowed', 'Method Not Allowed', {
        hint: `This path knows ${methods.join(', ')}.`,
      })
      response.setHeader('Allow', methods.join(', '))
      answerError(response, error, { requestId: requestIdOf(request), errorLoc: undefined, logger })
    })
  }
}
