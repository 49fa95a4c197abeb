import { z } from 'zod'
import { looseBoolean } from '../../contract/scalars.ts'
import { datasetDetails, datasetRow, describeDataset, listDatasets } from '../../store/datasets/datasets.ts'
import { createDataset } from '../../usecases/create-dataset.ts'
import { noDataset } from '../../usecases/find-or-fail.ts'
import { removeDataset } from '../../usecases/remove-dataset.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import type { UploadGate } from '../guards/create-upload-gate.ts'
import { responses } from '../openapi/documented-responses.ts'
import { receiveFiles } from '../pipeline/receive-files.ts'
import { anyId, existing } from './parameters.ts'

const TAG = 'Datasets'
const params = z.object({ dataset_id: anyId })

export const datasetEndpoints = (deps: AppDeps, enterGate: UploadGate): Endpoint[] => {
  return [
    endpoint({
      operationId: 'get_datasets_datasets__get',
      method: 'get',
      path: '/datasets/',
      tag: TAG,
      summary: 'Get Datasets',
      responses: { 200: { description: 'Successful Response', schema: z.array(datasetRow) } },
      handle: async () => ({ status: 200, json: await listDatasets(deps.db.knex) }),
    }),
    endpoint({
      operationId: 'add_dataset_datasets__post',
      method: 'post',
      path: '/datasets/',
      tag: TAG,
      summary: 'Add Dataset',
      query: z.object({ dataset_name: z.string().min(1).max(200), dataset_desc: z.string().max(10_000) }),
      responses: { 201: { description: 'Successful Response', schema: datasetRow }, ...responses.invalid },
      handle: async ({ query }) => ({
        status: 201,
        json: await createDataset(deps.db.knex, {
          name: query.dataset_name,
          description: query.dataset_desc,
        }),
      }),
    }),
    endpoint({
      operationId: 'add_image_to_dataset_datasets__dataset_id___post',
      method: 'post',
      path: '/datasets/{dataset_id}/',
      tag: TAG,
      summary: 'Add Image To Dataset',
      params,
      query: z.object({ label: z.string().optional() }),
      upload: 'files',
      responses: {
        200: { description: 'Successful Response', schema: z.unknown().describe('null') },
        ...responses.missing,
        ...responses.invalid,
        ...responses.tooLarge,
      },
      handle: async ({ params, query, request }) => {
        const id = existing(params.dataset_id, 'dataset')
        await enterGate(() => receiveFiles(deps, id, query.label, request))
        return { status: 200, json: null }
      },
    }),
    endpoint({
      operationId: 'describe_dataset',
      method: 'get',
      path: '/datasets/{dataset_id}',
      tag: TAG,
      summary: 'Classes, counts, sizes and problems of a dataset',
      params,
      responses: { 200: { description: 'The dataset', schema: datasetDetails }, ...responses.missing },
      handle: async ({ params }) => {
        const id = existing(params.dataset_id, 'dataset')
        const details = await describeDataset(deps.db.knex, id)
        if (!details) throw noDataset(id)
        return { status: 200, json: details }
      },
    }),
    endpoint({
      operationId: 'delete_dataset',
      method: 'delete',
      path: '/datasets/{dataset_id}',
      tag: TAG,
      scope: 'admin',
      summary: 'Delete a dataset with its files',
      params,
      query: z.object({ force: looseBoolean.default(false).describe('Even though models came from it.') }),
      responses: {
        204: { description: 'Deleted' },
        ...responses.missing,
        ...responses.conflict,
        ...responses.invalid,
      },
      handle: async ({ params, query }) => {
        await removeDataset(deps.db.knex, existing(params.dataset_id, 'dataset'), query.force)
        return { status: 204 }
      },
    }),
  ]
}
