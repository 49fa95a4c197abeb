import express from 'express'
import helmet from 'helmet'
import swaggerUi from 'swagger-ui-express'
import { AppError } from '../errors.ts'
import { resolveNames } from '../usecases/names/name-things.ts'
import type { AppDeps } from './app-deps.ts'
import type { Endpoint } from './endpoint.ts'
import { bridgeEndpoints } from './endpoints/bridges.ts'
import { catalogueEndpoints } from './endpoints/catalogue.ts'
import { compiledModelEndpoints } from './endpoints/compiled-models.ts'
import { datasetEndpoints } from './endpoints/datasets/datasets.ts'
import { datasetFileEndpoints } from './endpoints/datasets/files.ts'
import { relabelEndpoints } from './endpoints/datasets/relabel.ts'
import { suspectEndpoints } from './endpoints/datasets/suspects.ts'
import { syncEndpoints } from './endpoints/datasets/sync.ts'
import { datasetVersionEndpoints } from './endpoints/datasets/versions.ts'
import { deviceEndpoints } from './endpoints/devices.ts'
import { healthEndpoints } from './endpoints/health.ts'
import { modelDataEndpoints } from './endpoints/model-data.ts'
import { modelEndpoints } from './endpoints/models.ts'
import { nameEndpoints } from './endpoints/names.ts'
import { observationEndpoints } from './endpoints/observations.ts'
import { predictionEndpoints } from './endpoints/predictions.ts'
import { runEventEndpoints } from './endpoints/run-events.ts'
import { runEndpoints } from './endpoints/runs.ts'
import { tokenEndpoints } from './endpoints/tokens.ts'
import { webhookEndpoints } from './endpoints/webhooks/webhooks.ts'
import { createAuthorizer } from './guards/access/authorize.ts'
import { createAuditTrail } from './guards/access/create-audit-trail.ts'
import { needsTokensForOps } from './guards/access/decide-authorization.ts'
import { createClientIdentifier } from './guards/access/identify-client.ts'
import { limitWrongTokens } from './guards/access/limit-wrong-tokens.ts'
import { trustNetworks } from './guards/access/trust-networks.ts'
import { allowOrigins } from './guards/allow-origins.ts'
import { createPlaces } from './guards/create-places.ts'
import { demandPace } from './guards/demand-pace.ts'
import { limitRequests } from './guards/limit-requests.ts'
import { refuseForeignPages } from './guards/refuse-foreign-pages.ts'
import { refuseUnknownHosts } from './guards/refuse-unknown-hosts.ts'
import { documentationEndpoints } from './openapi/documentation.ts'
import { answerError } from './pipeline/answer-error.ts'
import { mount } from './pipeline/mount.ts'
import { logRequests } from './pipeline/observe/log-requests.ts'
import { measureRequests } from './pipeline/observe/measure-requests.ts'
import { assignRequestId, requestIdOf } from './pipeline/observe/request-id.ts'
import { traceRequests } from './pipeline/observe/trace-requests.ts'
import { servePage } from './serve-page.ts'

const WRONG_TOKENS_PER_MINUTE = 20

const createBareApp = (trustProxy: number) => {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.enable('case sensitive routing')
  app.set('trust proxy', trustProxy)
  return app
}

/** How every endpoint of an entrance is served. */
const mountOptions = ({ db, config, metrics, isTokenRequired, auditSink, stopping, logger }: AppDeps) => {
  const identify = createClientIdentifier({
    db: db.knex,
    isTokenRequired,
    metricsToken: config.metricsToken,
    wrongTokens: limitWrongTokens(WRONG_TOKENS_PER_MINUTE),
    findTrusted: trustNetworks(config.trustedClients, config.trustProxy),
  })
  return {
    logger,
    authorizer: createAuthorizer(db.knex, identify),
    audit: createAuditTrail(auditSink),
    resolve: (params: Record<string, unknown>) => resolveNames(db.knex, params),
    places: createPlaces(config.places, config.clientShare, undefined, metrics.http.places),
    stopping,
  }
}

/** What becomes of a request that no endpoint has taken, or that failed before one did. */
const answerTheRest = (app: express.Express, { logger }: AppDeps) => {
  app.use((_request, _response, next) =>
    next(new AppError('not-found', 'Not Found', { hint: 'The paths are listed in /docs.' })),
  )
  const onError: express.ErrorRequestHandler = (error, request, response, _next) =>
    answerError(response, error, { requestId: requestIdOf(request), errorLoc: undefined, logger })
  app.use(onError)
}

/** The entrance for monitors alone, on a port of its own. */
export const createOpsApp = (deps: AppDeps) => {
  const app = createBareApp(0)
  app.use(
    assignRequestId,
    helmet({ strictTransportSecurity: false }),
    refuseUnknownHosts([deps.config.listen.opsHost, ...deps.config.allowedHosts]),
    refuseForeignPages([]),
    demandPace(),
  )
  const isTokenRequired = needsTokensForOps(deps.config, deps.isTokenRequired)
  mount(app, healthEndpoints(deps), mountOptions({ ...deps, isTokenRequired }))
  answerTheRest(app, deps)
  return app
}

const productEndpoints = (deps: AppDeps) => [
  ...deviceEndpoints(deps),
  ...bridgeEndpoints(deps),
  ...datasetEndpoints(deps),
  ...syncEndpoints(deps),
  ...datasetFileEndpoints(deps),
  ...relabelEndpoints(deps),
  ...modelEndpoints(deps),
  ...modelDataEndpoints(deps),
  ...suspectEndpoints(deps),
  ...datasetVersionEndpoints(deps),
  ...nameEndpoints(deps),
  ...compiledModelEndpoints(deps),
  ...predictionEndpoints(deps),
  ...observationEndpoints(deps),
  ...runEndpoints(deps),
  ...runEventEndpoints(deps),
  ...webhookEndpoints(deps),
  ...catalogueEndpoints(deps),
  ...tokenEndpoints(deps),
]

/** Every operation that a relay of this role has, with its documentation. */
export const listEndpoints = (deps: AppDeps): Endpoint[] => {
  const product = deps.config.role === 'worker' ? [] : productEndpoints(deps)
  const endpoints = [...product, ...healthEndpoints(deps)]
  return [...endpoints, ...documentationEndpoints(endpoints)]
}

/** The HTTP entrance: every endpoint, the errors, the request log. */
export const createApp = (deps: AppDeps) => {
  const { logger } = deps
  const app = createBareApp(deps.config.trustProxy)
  const options = mountOptions(deps)
  deps.metrics.http.limitPlaces(deps.config.places)
  // Whether there is TLS is known to the proxy in front, so nothing here insists on it.
  const directives = { upgradeInsecureRequests: null }
  app.use(
    assignRequestId,
    traceRequests(deps.tracing),
    logRequests(logger),
    measureRequests(deps.metrics.http),
    options.audit.observe,
    helmet({ strictTransportSecurity: false, contentSecurityPolicy: { directives } }),
    allowOrigins(deps.config.corsOrigins),
    limitRequests(deps.config.rateLimitPerMinute),
    refuseUnknownHosts([deps.config.listen.host, ...deps.config.allowedHosts]),
    refuseForeignPages(deps.config.corsOrigins),
    demandPace({ onStalled: deps.metrics.http.stalled }),
  )
  mount(app, listEndpoints(deps), options)
  app.use('/docs', swaggerUi.serve, swaggerUi.setup(null, { swaggerOptions: { url: '/openapi.json' } }))
  if (deps.config.role !== 'worker') app.use(servePage())
  answerTheRest(app, deps)
  return app
}
