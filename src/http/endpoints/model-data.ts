import { z } from 'zod'
import { looseInteger } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { splits } from '../../store/datasets/files.ts'
import { findTrainedFile, listTrainedFiles, trainedFile } from '../../store/datasets/version-files.ts'
import { MAX_ID } from '../../store/sql.ts'
import { findTrainedDataOrFail } from '../../usecases/find-or-fail.ts'
import { modelTrained, presentTrainedModel } from '../../usecases/runs/present-trained-model.ts'
import { submitOnce } from '../../usecases/submit/submit-once.ts'
import { submitTrainingAgain } from '../../usecases/submit/submit-training-again.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerRun } from '../pipeline/answer-run.ts'
import { originOf } from '../pipeline/observe/request-id.ts'
import { readLabels } from '../pipeline/read-labels.ts'
import { sendBlob } from '../pipeline/send-blob.ts'
import { anyId, existing } from './parameters.ts'

const TAG = 'Models'
const params = z.object({ model_id: anyId })
const versionQuery = z.object({
  version: looseInteger
    .pipe(z.int().min(1).max(MAX_ID))
    .optional()
    .describe('Which training of the model; the newest unless given.'),
})

/** What a model was trained on, kept apart from what its dataset has become since. */
export const modelDataEndpoints = (deps: AppDeps): Endpoint[] => {
  const { db } = deps
  return [
    endpoint({
      operationId: 'list_model_files',
      method: 'get',
      path: '/models/{model_id}/files',
      tag: TAG,
      summary: 'The pictures that a model was trained on, by id, in pages',
      params,
      query: versionQuery.extend({
        label: z.string().max(1000).optional().describe('Only this label.'),
        split: z
          .enum([...splits, 'none'])
          .optional()
          .describe('Only this part; none for what is in no part.'),
        after: looseInteger.pipe(z.int().min(0).max(MAX_ID)).default(0).describe('Files after this id.'),
        limit: looseInteger.pipe(z.int().min(1).max(1000)).default(100),
      }),
      responses: {
        200: { description: 'A page of files, as they were then', schema: z.array(trainedFile) },
        ...responses.missing,
        ...responses.invalid,
      },
      handle: async ({ params, query }) => {
        const { version, ...page } = query
        const id = existing(params.model_id, 'model')
        const { datasetVersionId } = await findTrainedDataOrFail(db.knex, id, version)
        const split = page.split === 'none' ? null : page.split
        return { status: 200, json: await listTrainedFiles(db.knex, datasetVersionId, { ...page, split }) }
      },
    }),
    endpoint({
      operationId: 'download_model_file',
      method: 'get',
      path: '/models/{model_id}/files/{file_id}',
      tag: TAG,
      summary: 'One of the pictures that a model was trained on, as it was then',
      params: params.extend({ file_id: anyId }),
      query: versionQuery,
      responses: {
        200: { description: 'The picture', mediaType: '*/*' },
        ...responses.ranges,
        ...responses.missing,
        ...responses.invalid,
      },
      handle: async ({ request, params, query }) => {
        const id = existing(params.model_id, 'model')
        const { datasetVersionId } = await findTrainedDataOrFail(db.knex, id, query.version)
        const fileId = existing(params.file_id, 'file')
        const file = await findTrainedFile(db.knex, datasetVersionId, fileId)
        if (!file) throw new AppError('not-found', 'The model was not trained on such a file.')
        const media_type = file.media_type ?? 'application/octet-stream'
        return sendBlob(db, request, { ...file, media_type }, `${file.id}`)
      },
    }),
    endpoint({
      operationId: 'train_again',
      method: 'post',
      path: '/models/{model_id}/again',
      tag: TAG,
      summary: 'Train a new model on exactly what this one was trained on, with its parameters',
      params,
      query: versionQuery,
      headers: headers.run,
      responses: {
        201: { description: 'The new model', schema: modelTrained },
        ...responses.accepted,
        ...responses.missing,
        ...responses.invalid,
        ...responses.runEnded,
      },
      handle: async ({ params, query, request, client, signal }) => {
        const modelId = existing(params.model_id, 'model')
        const asked = { kind: 'again', modelId, version: query.version ?? null }
        const { runId, warning } = await submitOnce(
          db,
          request.get('idempotency-key'),
          asked,
          (idempotency) =>
            submitTrainingAgain(
              { ...deps, owner: client.name, origin: originOf(request), labels: readLabels(request) },
              { modelId, version: query.version, idempotency },
            ),
        )
        return answerRun(deps, runId, { request, signal, warnings: [warning] }, async (run) => ({
          status: 201,
          json: await presentTrainedModel(db, run),
        }))
      },
    }),
  ]
}
