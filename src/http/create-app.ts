import express from 'express'
import helmet from 'helmet'
import swaggerUi from 'swagger-ui-express'
import { AppError } from '../errors.ts'
import { answerError } from './answer-error.ts'
import type { AppDeps } from './app-deps.ts'
import { createAuthorizer } from './authorize.ts'
import { bridgeEndpoints } from './bridges.ts'
import { compiledModelEndpoints } from './compiled-models.ts'
import { createUploadGate } from './create-upload-gate.ts'
import { datasetFileEndpoints } from './dataset-files.ts'
import { datasetEndpoints } from './datasets.ts'
import { isLoopback } from './decide-authorization.ts'
import { demandPace } from './demand-pace.ts'
import { deviceEndpoints } from './devices.ts'
import { documentationEndpoints } from './documentation.ts'
import { healthEndpoints } from './health.ts'
import { installerEndpoints } from './installers.ts'
import { limitRequests } from './limit-requests.ts'
import { logRequests } from './log-requests.ts'
import { modelEndpoints } from './models.ts'
import { mount } from './mount.ts'
import { observationEndpoints } from './observations.ts'
import { predictionEndpoints } from './predictions.ts'
import { refuseForeignPages } from './refuse-foreign-pages.ts'
import { assignRequestId, requestIdOf } from './request-id.ts'
import { runEndpoints } from './runs.ts'

/** The HTTP entrance: every endpoint, the errors, the request log. */
export const createApp = (deps: AppDeps) => {
  const { logger } = deps
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.enable('case sensitive routing')
  app.set('trust proxy', deps.config.trustProxy)
  // Whether there is TLS is known to the proxy in front, so nothing here insists on it.
  const directives = { upgradeInsecureRequests: null }
  app.use(
    assignRequestId,
    logRequests(logger),
    deps.metrics.observe,
    helmet({ strictTransportSecurity: false, contentSecurityPolicy: { directives } }),
    limitRequests(deps.config.rateLimitPerMinute),
    refuseForeignPages({
      isTokenRequired: deps.isTokenRequired,
      isLoopbackOnly: isLoopback(deps.config.listen.host) && deps.config.trustProxy === 0,
    }),
    demandPace,
  )
  const enterGate = createUploadGate(deps.config.upload.maxAtOnce)

  const product = () => [
    ...installerEndpoints(deps),
    ...deviceEndpoints(deps),
    ...bridgeEndpoints(deps),
    ...datasetEndpoints(deps, enterGate),
    ...datasetFileEndpoints(deps),
    ...modelEndpoints(deps),
    ...compiledModelEndpoints(deps),
    ...predictionEndpoints(deps, enterGate),
    ...observationEndpoints(deps),
    ...runEndpoints(deps),
  ]
  const endpoints = [...(deps.config.role === 'worker' ? [] : product()), ...healthEndpoints(deps)]
  const authorize = createAuthorizer(deps.db.knex, deps.isTokenRequired)
  mount(app, [...endpoints, ...documentationEndpoints(endpoints)], {
    logger,
    authorize,
    stopping: deps.stopping,
  })
  app.use('/docs', swaggerUi.serve, swaggerUi.setup(null, { swaggerOptions: { url: '/openapi.json' } }))
  app.use((_request, _response, next) =>
    next(new AppError('not-found', 'Not Found', { hint: 'The paths are listed in /docs.' })),
  )
  const onError: express.ErrorRequestHandler = (error, request, response, _next) =>
    answerError(response, error, { requestId: requestIdOf(request), errorLoc: undefined, logger })
  app.use(onError)
  return app
}
