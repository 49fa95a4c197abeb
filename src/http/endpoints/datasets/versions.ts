import { z } from 'zod'
import { looseInteger } from '../../../contract/scalars.ts'
import { datasetVersion, listVersions } from '../../../store/datasets/versions.ts'
import { MAX_ID } from '../../../store/sql.ts'
import { removeDatasetVersion } from '../../../usecases/datasets/remove-dataset-version.ts'
import { findDatasetOrFail } from '../../../usecases/find-or-fail.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { anyId, existing } from '../parameters.ts'

/** There are none before the first training. */
const TAG = 'Models'
const params = z.object({ dataset_id: anyId })

export const datasetVersionEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_dataset_versions',
    method: 'get',
    path: '/datasets/{dataset_id}/versions',
    tag: TAG,
    summary:
      'What trainings were given of a dataset: lists of content that never change, the first one first',
    params,
    query: z.object({
      after: looseInteger.pipe(z.int().min(0).max(MAX_ID)).default(0).describe('Versions after this id.'),
      limit: looseInteger.pipe(z.int().min(1).max(100)).default(20),
    }),
    responses: {
      200: { description: 'A page of versions', schema: z.array(datasetVersion) },
      ...responses.missing,
      ...responses.invalid,
    },
    handle: async ({ params, query }) => {
      const { id } = await findDatasetOrFail(db.knex, existing(params.dataset_id, 'dataset'))
      return { status: 200, json: await listVersions(db.slow, id, query) }
    },
  }),
  endpoint({
    operationId: 'delete_dataset_version',
    method: 'delete',
    path: '/datasets/{dataset_id}/versions/{version_id}',
    tag: TAG,
    summary: 'Let go of what trainings were given, and of the pictures that only this version keeps',
    params: params.extend({ version_id: anyId }),
    responses: {
      204: { description: 'Deleted; models stay usable' },
      ...responses.missing,
      ...responses.conflict,
    },
    handle: async ({ params }) => {
      const id = existing(params.version_id, 'version')
      await removeDatasetVersion(db.slow, existing(params.dataset_id, 'dataset'), id)
      return { status: 204 }
    },
  }),
]
