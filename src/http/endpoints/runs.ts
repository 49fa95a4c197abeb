import { once } from 'node:events'
import { createSession } from 'better-sse'
import type { Request } from 'express'
import { z } from 'zod'
import { jobKinds } from '../../contract/job.ts'
import { runStates, runView } from '../../contract/run.ts'
import { looseInteger, moment } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { findArtifact } from '../../store/runs/artifacts.ts'
import { cancelRun } from '../../store/runs/lifecycle.ts'
import { countMatchingRuns, listRuns } from '../../store/runs/queries.ts'
import { MAX_ID } from '../../store/sql.ts'
import { findRunOrFail } from '../../usecases/find-or-fail.ts'
import { followEvents } from '../../usecases/runs/follow-events.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { sendBlob } from '../pipeline/send-blob.ts'

const TAG = 'Runs'
const params = z.object({ run_id: z.string() })
const id = looseInteger.pipe(z.int().min(0).max(MAX_ID)).optional()
const page = z.object({
  state: z.enum(runStates).optional().describe('Only runs in this state.'),
  kind: z.enum(jobKinds).optional().describe('Only runs of this kind.'),
  model_id: id.describe('Only runs of this model.'),
  dataset_id: id.describe('Only runs of this dataset.'),
  worker: z.string().max(200).optional().describe('Only runs that this worker had last.'),
  since: moment.optional().describe('Requested at this time or later, in ISO 8601.'),
  until: moment.optional().describe('Requested before this time, in ISO 8601.'),
  limit: looseInteger.pipe(z.int().min(1).max(1000)).default(100).describe('Most runs in one answer.'),
  offset: looseInteger.pipe(z.int().min(0).max(1_000_000)).default(0).describe('Runs to pass over.'),
})

/** Where the next page is, where there is one (RFC 8288), and how many rows there are in all. */
const pageHeaders = (request: Request, { limit, offset }: z.infer<typeof page>, total: number) => {
  const count = { 'X-Total-Count': String(total) }
  if (offset + limit >= total) return count
  const query = new URLSearchParams(request.originalUrl.split('?')[1])
  query.set('offset', String(offset + limit))
  return { ...count, Link: `<${request.path}?${query}>; rel="next"` }
}

const ARTIFACT_NAME = /^[\w.-]{1,100}$/

const runIdOrFail = (text: string) => {
  const id = z.uuid().safeParse(text)
  if (!id.success)
    throw new AppError('not-found', 'There is no such run.', { hint: 'GET /runs lists what exists.' })
  return id.data
}

export const runEndpoints = (deps: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_runs',
    method: 'get',
    path: '/runs',
    tag: TAG,
    summary: 'Runs, newest first',
    query: page,
    responses: { 200: { description: 'A page of runs', schema: z.array(runView) }, ...responses.invalid },
    handle: async ({ query, request }) => {
      const { limit, offset, ...filter } = query
      const total = await countMatchingRuns(deps.db.knex, filter)
      return {
        status: 200,
        json: await listRuns(deps.db.knex, query),
        headers: pageHeaders(request, query, total),
      }
    },
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
    operationId: 'follow_run_events',
    method: 'get',
    path: '/runs/{run_id}/events',
    tag: TAG,
    summary: 'Events of a run as they happen; resumes after Last-Event-ID',
    params,
    headers: headers.events,
    responses: {
      200: { description: 'Server-sent events, up to the final state', mediaType: 'text/event-stream' },
      ...responses.missing,
    },
    handle: async ({ params, request, signal }) => {
      const run = await findRunOrFail(deps.db.knex, runIdOrFail(params.run_id))
      const given = Number.parseInt(request.get('last-event-id') ?? '0', 10)
      const last = given > 0 && given <= MAX_ID ? given : 0
      return {
        status: 200,
        send: async (response) => {
          const session = await createSession(request, response)
          for await (const event of followEvents(
            deps,
            run.id,
            Number.isSafeInteger(last) ? last : 0,
            signal,
          )) {
            session.push({ at: event.at, ...event.data }, event.type, String(event.seq))
            if (response.writableNeedDrain) await once(response, 'drain', { signal })
          }
          response.end()
        },
      }
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
