import { z } from 'zod'
import { architecture, architectures, board } from '../../contract/catalogue.ts'
import { installerRow, listInstallers } from '../../store/installers.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'

const TAG = 'Catalogue'

/** What there is to choose from, and does not change. */
export const catalogueEndpoints = ({ db, boards }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_registered_installers_installers__get',
    method: 'get',
    path: '/installers/',
    tag: 'Installers',
    summary: 'List Registered Installers',
    responses: { 200: { description: 'Successful Response', schema: z.array(installerRow) } },
    handle: async () => ({ status: 200, json: await listInstallers(db.knex) }),
  }),
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
