import type { Request } from 'express'
import { z } from 'zod'
import { jobKinds } from '../../contract/job.ts'
import { type RunSummary, runStates, runSummary, runView } from '../../contract/run.ts'
import { looseInteger, moment, time } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { findArtifact } from '../../store/runs/artifacts.ts'
import { cancelRun } from '../../store/runs/lifecycle.ts'
import { countMatchingRuns, listRuns, listRunsAfter, type RunPlace } from '../../store/runs/queries.ts'
import { MAX_ID } from '../../store/sql.ts'
import { insertTicket } from '../../store/tickets.ts'
import { listWorkers, workerView } from '../../store/workers.ts'
import { findRunOrFail } from '../../usecases/find-or-fail.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint, OPERATION } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'
import { sendBlob } from '../pipeline/send-blob.ts'
import { runIdOrFail } from './parameters.ts'

const TAG = 'Runs'
const params = z.object({ run_id: z.string() })
const id = looseInteger.pipe(z.int().min(0).max(MAX_ID)).optional()
/** Where a page begins: after one run of the list, or with the newest. */
const place = z.string().transform((text, context): RunPlace | 'newest' => {
  if (text === '') return 'newest'
  const [at, id, ...rest] = text.split(',')
  const read = z.object({ requestedAt: moment, id: z.uuid() }).safeParse({ requestedAt: at, id })
  if (read.success && rest.length === 0) return read.data
  context.addIssue('The requested_at and the id of a run, with a comma between.')
  return z.NEVER
})
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
  after: place
    .optional()
    .describe(
      '`requested_at` and `id` of the last run seen, with a comma between: what comes after it, without a count of all; empty from the newest on. `Link` leads on. Instead of `offset`, which is slow far behind and slips when runs come.',
    ),
})
type Page = z.infer<typeof page>

const ticket = z.object({ ticket: z.string(), expires: time }).meta({ id: 'Ticket' })

/** Where the next page is, where there is one (RFC 8288), and how many rows there are in all. */
const pageHeaders = (request: Request, { limit, offset }: Page, total: number) => {
  const count = { 'X-Total-Count': String(total) }
  if (offset + limit >= total) return count
  const query = new URLSearchParams(request.originalUrl.split('?')[1])
  query.set('offset', String(offset + limit))
  return { ...count, Link: `<${request.path}?${query}>; rel="next"` }
}

/** The same for who goes on after a run. `last` is null where no more come. */
const nextHeaders = (request: Request, last: RunSummary | null): Record<string, string> => {
  if (!last) return {}
  const query = new URLSearchParams(request.originalUrl.split('?')[1])
  query.set('after', `${last.requested_at},${last.id}`)
  return { Link: `<${request.path}?${query}>; rel="next"` }
}

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
    handle: async ({ query, request }) => {
      const { limit, offset, after, ...filter } = query
      if (after !== undefined) {
        // One more than asked for tells whether there is a next page.
        const from = after === 'newest' ? null : after
        const found = await listRunsAfter(deps.db.knex, { ...filter, limit: limit + 1, after: from })
        const json = found.slice(0, limit)
        return {
          status: 200,
          json,
          headers: nextHeaders(request, found.length > limit ? (json.at(-1) ?? null) : null),
        }
      }
      const total = await countMatchingRuns(deps.db.knex, filter)
      return {
        status: 200,
        json: await listRuns(deps.db.knex, { ...filter, limit, offset }),
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
    operationId: 'list_workers',
    method: 'get',
    path: '/workers',
    tag: OPERATION,
    summary: 'What executes runs, what each can and what it does',
    responses: { 200: { description: 'The workers, by name', schema: z.array(workerView) } },
    handle: async () => ({ status: 200, json: await listWorkers(deps.db.knex) }),
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
      200: { description: 'The file', mediaType: '*/*' },
      ...responses.ranges,
      ...responses.missing,
    },
    handle: async ({ request, params }) => {
      const id = runIdOrFail(params.run_id)
      const artifact = ARTIFACT_NAME.test(params.name)
        ? await findArtifact(deps.db.knex, id, params.name)
        : null
      if (!artifact)
        throw new AppError('not-found', 'The run has no such artifact.', {
          hint: 'GET /runs/{run_id} lists them.',
        })
      return sendBlob(deps.db, request, artifact, params.name)
    },
  }),
]
