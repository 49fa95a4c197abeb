import { z } from 'zod'
import { findSuspects, suspectReport } from '../../../usecases/datasets/find-suspects.ts'
import { findDatasetOrFail } from '../../../usecases/find-or-fail.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { anyId, existing } from '../parameters.ts'

export const suspectEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_dataset_suspects',
    method: 'get',
    path: '/datasets/{dataset_id}/suspects',
    tag: 'Datasets',
    summary: 'Pictures whose label looks wrong, by models of the newest training that had not learned them',
    params: z.object({ dataset_id: anyId }),
    responses: {
      200: { description: 'The labels to look at', schema: suspectReport },
      ...responses.missing,
    },
    handle: async ({ params }) => {
      const { id } = await findDatasetOrFail(db.knex, existing(params.dataset_id, 'dataset'))
      return { status: 200, json: await findSuspects(db.knex, id) }
    },
  }),
]
