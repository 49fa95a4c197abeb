import express from 'express'
import helmet from 'helmet'
import swaggerUi from 'swagger-ui-express'
import { AppError } from '../errors.ts'
import type { AppDeps } from './app-deps.ts'
import { bridgeEndpoints } from './endpoints/bridges.ts'
import { catalogueEndpoints } from './endpoints/catalogue.ts'
import { compiledModelEndpoints } from './endpoints/compiled-models.ts'
import { datasetFileEndpoints } from './endpoints/dataset-files.ts'
import { datasetEndpoints } from './endpoints/datasets.ts'
import { deviceEndpoints } from './endpoints/devices.ts'
import { healthEndpoints } from './endpoints/health.ts'
import { modelEndpoints } from './endpoints/models.ts'
import { observationEndpoints } from './endpoints/observations.ts'
import { predictionEndpoints } from './endpoints/predictions.ts'
import { runEndpoints } from './endpoints/runs.ts'
import { createAuthorizer } from './guards/authorize.ts'
import { createUploadGate } from './guards/create-upload-gate.ts'
import { isLoopback } from './guards/decide-authorization.ts'
import { demandPace } from './guards/demand-pace.ts'
import { limitRequests } from './guards/limit-requests.ts'
import { refuseForeignPages } from './guards/refuse-foreign-pages.ts'
import { documentationEndpoints } from './openapi/documentation.ts'
import { answerError } from './pipeline/answer-error.ts'
import { logRequests } from './pipeline/log-requests.ts'
import { mount } from './pipeline/mount.ts'
import { assignRequestId, requestIdOf } from './pipeline/request-id.ts'

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
    ...deviceEndpoints(deps),
    ...bridgeEndpoints(deps),
    ...datasetEndpoints(deps, enterGate),
    ...datasetFileEndpoints(deps),
    ...modelEndpoints(deps),
    ...compiledModelEndpoints(deps),
    ...predictionEndpoints(deps, enterGate),
    ...observationEndpoints(deps),
    ...runEndpoints(deps),
    ...catalogueEndpoints(deps),
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
