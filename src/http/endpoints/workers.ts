import { z } from 'zod'
import { listWorkers, workerView } from '../../store/workers.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint, OPERATION } from '../endpoint.ts'

export const workerEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_workers',
    method: 'get',
    path: '/workers',
    tag: OPERATION,
    summary: 'What executes runs, what each can and what it does',
    responses: { 200: { description: 'The workers, by name', schema: z.array(workerView) } },
    handle: async () => ({ status: 200, json: await listWorkers(db.knex) }),
  }),
]
