import { once } from 'node:events'
import { createEventBuffer, createSession } from 'better-sse'
import { z } from 'zod'
import type { RunEvent } from '../../contract/run.ts'
import { findState } from '../../store/runs/queries.ts'
import { MAX_ID } from '../../store/sql.ts'
import { noRun } from '../../usecases/find-or-fail.ts'
import { createEventPages } from '../../usecases/runs/event-pages.ts'
import { followEvents } from '../../usecases/runs/follow-events.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { runIdOrFail } from './parameters.ts'

const toText = ({ seq, at, type, data }: RunEvent) =>
  createEventBuffer()
    .push({ at, ...data }, type, String(seq))
    .read()

export const runEventEndpoints = ({ db, feed }: AppDeps): Endpoint[] => {
  const pages = createEventPages(db.knex, toText)
  return [
    endpoint({
      operationId: 'follow_run_events',
      method: 'get',
      path: '/runs/{run_id}/events',
      tag: 'Runs',
      summary: 'Events of a run as they happen; resumes after Last-Event-ID',
      params: z.object({ run_id: z.string() }),
      headers: headers.events,
      query: z.object({
        ticket: z.string().max(200).optional().describe('From POST /tickets, where no token can be sent.'),
        after: z.string().max(20).optional().describe('Last event seen, where Last-Event-ID cannot be sent.'),
      }),
      responses: {
        200: { description: 'Server-sent events, up to the final state', mediaType: 'text/event-stream' },
        ...responses.missing,
        ...responses.invalid,
      },
      handle: async ({ params, query, request, signal }) => {
        const id = runIdOrFail(params.run_id)
        if ((await findState(db.knex, id)) === null) throw noRun(id)
        const given = Number.parseInt(request.get('last-event-id') ?? query.after ?? '0', 10)
        const last = given > 0 && given <= MAX_ID ? given : 0
        return {
          status: 200,
          place: 'events',
          send: async (response) => {
            await createSession(request, response)
            for await (const text of followEvents({ feed, pages }, id, last, signal)) {
              if (response.write(text) || signal.aborted) continue
              // A stop of the relay ends the wait: the stream ends well, and the reader resumes elsewhere.
              await once(response, 'drain', { signal }).catch(() => undefined)
            }
            response.end()
          },
        }
      },
    }),
  ]
}
