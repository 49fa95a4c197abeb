import { z } from 'zod'
import { nameEncodings } from '../../archive/names/name-encodings.ts'
import { looseBoolean, looseInteger } from '../../contract/scalars.ts'
import { layouts } from '../../labels/upload.ts'
import { datasetDetails, datasetRow, describeDataset, listDatasets } from '../../store/datasets/datasets.ts'
import { createDataset } from '../../usecases/create-dataset.ts'
import { noDataset } from '../../usecases/find-or-fail.ts'
import { removeDataset } from '../../usecases/remove-dataset.ts'
import { SHOWN_PATHS, summarizeUpload, uploadAnswer } from '../../usecases/uploads/describe-upload.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerList, listQuery } from '../pipeline/answer-list.ts'
import { receiveFiles } from '../pipeline/uploads/receive-files.ts'
import { anyId, existing } from './parameters.ts'

const TAG = 'Datasets'
const params = z.object({ dataset_id: anyId })
/** RFC 7240. */
const RETURN_REPORT = /\breturn=representation\b/i
const DEEPEST_LEVEL = 16
/** As many as one upload may have files by default. */
const MOST_PATHS = 10_000

const uploadQuery = z.object({
  label: z.string().optional().describe('Class of every file, whatever folders there are.'),
  layout: z.enum(layouts).optional().describe('Where classes come from; auto finds it out.'),
  label_level: looseInteger
    .pipe(z.int().min(-DEEPEST_LEVEL).max(DEEPEST_LEVEL))
    .refine((level) => level !== 0, 'count from 1, or from -1 for the last folder')
    .optional()
    .describe('Which folder is the class: 1 is the outermost, -1 the last.'),
  split: z
    .enum(['train', 'validation', 'test', 'none'])
    .optional()
    .describe('Part of every file; none for no part, whatever folders are called.'),
  labels_alike: z
    .enum(['keep', 'merge'])
    .optional()
    .describe('Labels that look alike: kept apart, or made one.'),
  names: z.enum(nameEncodings).optional().describe('Code page of file names that do not say it themselves.'),
  on_conflict: z
    .enum(['keep', 'replace'])
    .default('keep')
    .describe('Of different pictures of one name: all stay, or the last takes the place.'),
  report_paths: looseInteger
    .pipe(z.int().min(0).max(MOST_PATHS))
    .default(SHOWN_PATHS)
    .describe('How many paths the report names of each kind; the counts have all.'),
})

const toOptions = (query: z.infer<typeof uploadQuery>) => ({
  label: query.label,
  layout: query.layout,
  labelLevel: query.label_level,
  split: query.split,
  alike: query.labels_alike,
  names: query.names ?? null,
  onConflict: query.on_conflict,
  paths: query.report_paths,
})

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
        ...responses.invalid,
      },
      handle: ({ query }) => answerList('/datasets/', query, (page) => listDatasets(deps.db.knex, page)),
    }),
    endpoint({
      operationId: 'add_dataset_datasets__post',
      method: 'post',
      path: '/datasets/',
      tag: TAG,
      summary: 'Add Dataset',
      query: z.object({ dataset_name: z.string().min(1).max(200), dataset_desc: z.string().max(10_000) }),
      responses: { 201: { description: 'Successful Response', schema: datasetRow }, ...responses.invalid },
      handle: async ({ query, client }) => ({
        status: 201,
        json: await createDataset(deps.db.knex, {
          name: query.dataset_name,
          description: query.dataset_desc,
          owner: client.name,
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
        const report = await inPlace('uploads', () => receiveFiles(deps, id, toOptions(query), request))
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
