import { z } from 'zod'
import { installerRow, listInstallers } from '../../store/installers.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'

export const installerEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_registered_installers_installers__get',
    method: 'get',
    path: '/installers/',
    tag: 'Installers',
    summary: 'List Registered Installers',
    responses: { 200: { description: 'Successful Response', schema: z.array(installerRow) } },
    handle: async () => ({ status: 200, json: await listInstallers(db.knex) }),
  }),
]
