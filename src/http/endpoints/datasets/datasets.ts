import { z } from 'zod'
import { looseBoolean, name } from '../../../contract/scalars.ts'
import {
  datasetDetails,
  datasetRow,
  describeDataset,
  listDatasets,
} from '../../../store/datasets/datasets.ts'
import { createDataset } from '../../../usecases/datasets/create-dataset.ts'
import { removeDataset } from '../../../usecases/datasets/remove-dataset.ts'
import { noDataset } from '../../../usecases/find-or-fail.ts'
import { summarizeUpload, uploadAnswer } from '../../../usecases/uploads/describe-upload.ts'
import { placeUpload } from '../../../usecases/uploads/place-upload.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { headers } from '../../openapi/documented-headers.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { answerList, listQuery } from '../../pipeline/answer-list.ts'
import { receiveFiles } from '../../pipeline/uploads/receive-files.ts'
import { anyId, existing } from '../parameters.ts'
import { toOptions, uploadQuery } from './upload-query.ts'

const TAG = 'Datasets'
const params = z.object({ dataset_id: anyId })
/** RFC 7240. */
const RETURN_REPORT = /\breturn=representation\b/i

export const datasetEndpoints = (deps: AppDeps): Endpoint[] => {
  return [
    endpoint({
      operationId: 'get_datasets_datasets__get',
      method: 'get',
      path: '/datasets/',
      tag: TAG,
      summary: 'Get Datasets',
      query: listQuery,
      responses: {
        200: { description: 'Successful Response', schema: z.array(datasetRow) },
        ...responses.listTooLong,
        ...responses.unchanged,
        ...responses.invalid,
      },
      handle: ({ query, request }) =>
        answerList(deps.lists, {
          name: 'datasets',
          path: '/datasets/',
          query,
          request,
          list: (page) => listDatasets(deps.db.knex, page),
        }),
    }),
    endpoint({
      operationId: 'add_dataset_datasets__post',
      method: 'post',
      path: '/datasets/',
      tag: TAG,
      summary: 'Add Dataset',
      query: z.object({
        dataset_name: z.string().min(1).max(200),
        dataset_desc: z.string().max(10_000),
        slug: name.optional().describe('Name that no other has, and that may stand where its id does.'),
      }),
      responses: {
        201: { description: 'Successful Response', schema: datasetRow },
        ...responses.conflict,
        ...responses.invalid,
      },
      handle: async ({ query, client }) => ({
        status: 201,
        json: await createDataset(deps.db.knex, {
          name: query.dataset_name,
          description: query.dataset_desc,
          owner: client.name,
          slug: query.slug,
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
      query: uploadQuery,
      headers: headers.upload,
      upload: 'files',
      responses: {
        200: {
          description: 'Taken; with `Prefer: return=representation` what became of every file',
          schema: uploadAnswer,
        },
        ...responses.missing,
        ...responses.invalid,
        ...responses.tooLarge,
      },
      handle: async ({ params, query, request, inPlace }) => {
        const id = existing(params.dataset_id, 'dataset')
        const options = { ...toOptions(query), onConflict: query.on_conflict }
        const report = await inPlace('uploads', () =>
          receiveFiles(deps, id, options, request, (collected) =>
            placeUpload(deps.db, id, collected, options),
          ),
        )
        const isWanted = RETURN_REPORT.test(request.get('prefer') ?? '')
        const applied = isWanted ? { 'Preference-Applied': 'return=representation' } : {}
        const headers = { 'X-Upload-Summary': summarizeUpload(report), ...applied }
        return { status: 200, json: isWanted ? report : null, headers }
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
        await removeDataset(deps.db.slow, existing(params.dataset_id, 'dataset'), query.force)
        return { status: 204 }
      },
    }),
  ]
}
