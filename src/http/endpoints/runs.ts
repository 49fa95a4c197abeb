import { z } from 'zod'
import { runStates, runSummary, runView } from '../../contract/run.ts'
import { looseInteger } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { findArtifact } from '../../store/runs/artifacts.ts'
import { cancelRun } from '../../store/runs/lifecycle.ts'
import { listRuns } from '../../store/runs/queries.ts'
import { insertTicket } from '../../store/tickets.ts'
import { findRunOrFail } from '../../usecases/find-or-fail.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'
import { sendBlob } from '../pipeline/send-blob.ts'
import { runIdOrFail } from './parameters.ts'

const TAG = 'Runs'
const params = z.object({ run_id: z.string() })
const page = z.object({
  state: z.enum(runStates).optional(),
  limit: looseInteger.pipe(z.int().min(1).max(1000)).default(100),
  offset: looseInteger.pipe(z.int().min(0).max(1_000_000)).default(0),
})

const ticket = z
  .object({ ticket: z.string(), expires: z.string().describe('ISO 8601, UTC.') })
  .meta({ id: 'Ticket' })

const ARTIFACT_NAME = /^[\w.-]{1,100}$/

export const runEndpoints = (deps: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_runs',
    method: 'get',
    path: '/runs',
    tag: TAG,
    summary: 'Runs, newest first, without their reports and artifacts',
    query: page,
    responses: { 200: { description: 'A page of runs', schema: z.array(runSummary) }, ...responses.invalid },
    handle: async ({ query }) => ({
      status: 200,
      json: await listRuns(deps.db.knex, { state: query.state, limit: query.limit, offset: query.offset }),
    }),
  }),
  endpoint({
    operationId: 'get_run',
    method: 'get',
    path: '/runs/{run_id}',
    tag: TAG,
    summary: 'One run: state, reason, report, artifacts',
    params,
    responses: { 200: { description: 'The run', schema: runView }, ...responses.missing },
    handle: async ({ params }) => ({
      status: 200,
      json: await findRunOrFail(deps.db.knex, runIdOrFail(params.run_id)),
    }),
  }),
  endpoint({
    operationId: 'create_ticket',
    method: 'post',
    path: '/tickets',
    tag: TAG,
    summary: 'A ticket to the events of a run, for a browser’s EventSource, which cannot send a token',
    body: z.object({ run_id: z.uuid() }).meta({ id: 'TicketRequest' }),
    responses: {
      201: { description: 'For one use within a minute, as `?ticket=`', schema: ticket },
      ...responses.missing,
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ body, client }) => {
      const { id } = await findRunOrFail(deps.db.knex, body.run_id)
      return { status: 201, json: await insertTicket(deps.db.knex, id, client) }
    },
  }),
  endpoint({
    operationId: 'cancel_run',
    method: 'post',
    path: '/runs/{run_id}/cancel',
    tag: TAG,
    summary: 'Ask for the end of a run; one that has ended stays as it is',
    params,
    responses: { 202: { description: 'The run as it is now', schema: runView }, ...responses.missing },
    handle: async ({ params }) => {
      const id = runIdOrFail(params.run_id)
      await cancelRun(deps.db.knex, id)
      return { status: 202, json: await findRunOrFail(deps.db.knex, id) }
    },
  }),
  endpoint({
    operationId: 'download_artifact',
    method: 'get',
    path: '/runs/{run_id}/artifacts/{name}',
    tag: TAG,
    summary: 'One file that a run left',
    params: params.extend({ name: z.string() }),
    responses: {
      200: { description: 'The file', mediaType: 'application/octet-stream' },
      ...responses.missing,
    },
    handle: async ({ params }) => {
      const id = runIdOrFail(params.run_id)
      const artifact = ARTIFACT_NAME.test(params.name)
        ? await findArtifact(deps.db.knex, id, params.name)
        : null
      if (!artifact)
        throw new AppError('not-found', 'The run has no such artifact.', {
          hint: 'GET /runs/{run_id} lists them.',
        })
      return sendBlob(deps.db, artifact, params.name)
    },
  }),
]
