import { z } from 'zod'
import { architecture, architectures, board, boards } from '../../contract/catalogue.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'

const TAG = 'Catalogue'

export const catalogueEndpoints = (): Endpoint[] => [
  endpoint({
    operationId: 'list_boards',
    method: 'get',
    path: '/boards',
    tag: TAG,
    summary: 'Boards that models are measured against',
    responses: { 200: { description: 'The boards', schema: z.array(board) } },
    handle: async () => ({ status: 200, json: boards }),
  }),
  endpoint({
    operationId: 'list_architectures',
    method: 'get',
    path: '/architectures',
    tag: TAG,
    summary: 'Networks that can be trained',
    responses: { 200: { description: 'The networks', schema: z.array(architecture) } },
    handle: async () => ({ status: 200, json: architectures }),
  }),
]
