import { z } from 'zod'
import { artifactView } from '../../contract/artifact.ts'
import { jsonObject, looseInteger, tag } from '../../contract/scalars.ts'
import {
  continuedParameters,
  lossFunctions,
  requirements,
  trainingParameters,
  warnOfUnknown,
} from '../../contract/training.ts'
import { AppError } from '../../errors.ts'
import { foundModel, listModels, modelRow } from '../../store/models/models.ts'
import { listModelVersions, modelVersion } from '../../store/models/versions.ts'
import { listNamesOfModel } from '../../store/names.ts'
import { expectBoard } from '../../usecases/boards/expect-board.ts'
import { findModelOrFail, findRunOrFail } from '../../usecases/find-or-fail.ts'
import { listArtifacts } from '../../usecases/list-artifacts.ts'
import { removeModel } from '../../usecases/remove-model.ts'
import { modelTrained, presentTrainedModel } from '../../usecases/runs/present-trained-model.ts'
import { submitContinuedTraining } from '../../usecases/submit/submit-continued-training.ts'
import { submitOnce } from '../../usecases/submit/submit-once.ts'
import { submitTraining } from '../../usecases/submit/submit-training.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Call, type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerList, listQuery } from '../pipeline/answer-list.ts'
import { answerRun } from '../pipeline/answer-run.ts'
import { originOf } from '../pipeline/observe/request-id.ts'
import { readLabels } from '../pipeline/read-labels.ts'
import { anyId, existing, possibleId } from './parameters.ts'

const TAG = 'Models'

const modelBase = z
  .object({
    dataset_id: looseInteger.nullish(),
    parameters: trainingParameters,
    description: z.string().max(10_000),
    require: requirements.optional(),
  })
  .meta({ id: 'ModelBase' })

const modelDetails = foundModel
  .extend({
    versions: z.array(modelVersion),
    report: jsonObject.nullable(),
    aliases: z.array(z.string()).describe('What it is used as; each may stand where its id does.'),
    tags: z.array(z.string()).describe('What was said of it.'),
  })
  .meta({ id: 'ModelDetails' })

/** Old clients send none, or one that means nothing. */
const continueBody = z
  .object({ parameters: continuedParameters.nullish() })
  .nullish()
  .meta({ id: 'ModelContinue', description: 'Optional, as is everything in it.' })

const lossQuery = z.object({ lossfunc: lossFunctions })

export const modelEndpoints = (deps: AppDeps): Endpoint[] => {
  const train = async (
    {
      body,
      query,
      request,
      client,
      signal,
    }: Call<unknown, z.infer<typeof lossQuery>, z.infer<typeof modelBase>>,
    pathId: number | undefined,
  ) => {
    const id = pathId ?? body.dataset_id ?? undefined
    const loc = pathId === undefined ? ['body', 'dataset_id'] : ['path', 'dataset_id']
    if (id === undefined) {
      throw new AppError('invalid-request', 'No dataset is named.', {
        loc,
        hint: 'Give dataset_id in the path or in the body.',
      })
    }
    const datasetId = existing(possibleId(id), 'dataset', loc)
    const { parameters, description, require } = body
    expectBoard(deps.boards, parameters.target, ['body', 'target'])
    expectBoard(deps.boards, require?.board, ['body', 'require', 'board'])
    const plain = { kind: 'train', datasetId, lossFunction: query.lossfunc, parameters, description }
    // Who requires nothing asks for the same as before there was anything to require.
    const asked = require ? { ...plain, require } : plain
    const key = request.get('idempotency-key')
    const { runId, warning } = await submitOnce(deps.db, key, asked, (idempotency) =>
      submitTraining(
        { ...deps, owner: client.name, origin: originOf(request), labels: readLabels(request) },
        { ...asked, datasetLoc: loc, idempotency },
      ),
    )
    const warnings = [warnOfUnknown(parameters), warning]
    return answerRun(deps, runId, { request, signal, warnings }, async (run) => ({
      status: 201,
      json: await presentTrainedModel(deps.db, run),
    }))
  }
  const trained = {
    // See accommodate-generated-client.ts.
    200: { description: 'The same, for clients that OpenAPI Generator made', schema: modelTrained },
    201: { description: 'Successful Response', schema: modelTrained },
    ...responses.accepted,
    ...responses.missing,
    ...responses.invalid,
    ...responses.tooLarge,
    ...responses.runEnded,
  }

  return [
    endpoint({
      operationId: 'get_all_models_models__get',
      method: 'get',
      path: '/models/',
      tag: TAG,
      summary: 'Get All Models',
      query: listQuery.extend({ tag: tag.optional().describe('Only models with this tag.') }),
      responses: {
        200: { description: 'Successful Response', schema: z.array(modelRow) },
        ...responses.listTooLong,
        ...responses.unchanged,
        ...responses.invalid,
      },
      handle: ({ query, request }) =>
        answerList(deps.lists, {
          name: 'models',
          path: '/models/',
          query,
          request,
          list: (page) => listModels(deps.db.knex, { ...page, tag: query.tag }),
        }),
    }),
    endpoint({
      operationId: 'describe_model',
      method: 'get',
      path: '/models/{model_id}',
      tag: TAG,
      summary: 'A model with its classes, its versions and what was measured of the current one',
      params: z.object({ model_id: anyId }),
      responses: { 200: { description: 'The model', schema: modelDetails }, ...responses.missing },
      handle: async ({ params }) => {
        const model = await findModelOrFail(deps.db.knex, existing(params.model_id, 'model'))
        const { report } = await findRunOrFail(deps.db.knex, model.run_id)
        const versions = await listModelVersions(deps.db.knex, model.id)
        const names = await listNamesOfModel(deps.db.knex, model.id)
        return { status: 200, json: { ...model, versions, report, ...names } }
      },
    }),
    endpoint({
      operationId: 'list_model_artifacts',
      method: 'get',
      path: '/models/{model_id}/artifacts',
      tag: TAG,
      summary: 'Everything that the newest training left: the network, plots, held-out pictures',
      params: z.object({ model_id: anyId }),
      responses: { 200: { description: 'The files', schema: z.array(artifactView) }, ...responses.missing },
      handle: async ({ params }) => {
        const { run_id } = await findModelOrFail(deps.db.knex, existing(params.model_id, 'model'))
        return { status: 200, json: await listArtifacts(deps.db.knex, run_id) }
      },
    }),
    endpoint({
      operationId: 'delete_model',
      method: 'delete',
      path: '/models/{model_id}',
      tag: TAG,
      summary: 'Delete a model with its versions and what was compiled from it',
      params: z.object({ model_id: anyId }),
      responses: { 204: { description: 'Deleted' }, ...responses.missing, ...responses.conflict },
      handle: async ({ params }) => {
        await removeModel(deps.db.slow, existing(params.model_id, 'model'))
        return { status: 204 }
      },
    }),
    endpoint({
      operationId: 'train_model_models_datasets__dataset_id__post',
      method: 'post',
      path: '/models/datasets/{dataset_id}',
      tag: TAG,
      summary: 'Train Model',
      params: z.object({ dataset_id: looseInteger }),
      query: lossQuery,
      headers: headers.run,
      body: modelBase,
      errorLoc: ['path', 'dataset_id'],
      responses: trained,
      handle: (call) => train(call, call.params.dataset_id),
    }),
    endpoint({
      operationId: 'train_model_dataset_id_in_training_data_models_datasets__post',
      method: 'post',
      path: '/models/datasets/',
      tag: TAG,
      summary: 'Train Model',
      query: lossQuery,
      headers: headers.run,
      body: modelBase,
      errorLoc: ['body', 'dataset_id'],
      responses: trained,
      handle: (call) => train(call, undefined),
    }),
    endpoint({
      operationId: 'continue_training_model_models__model_id__datasets__dataset_id__put',
      method: 'put',
      path: '/models/{model_id}/datasets/{dataset_id}',
      tag: TAG,
      summary: 'Continue Training Model',
      params: z.object({ model_id: looseInteger, dataset_id: looseInteger }),
      headers: headers.run,
      body: continueBody,
      errorLoc: ['path', 'model_id'],
      responses: {
        200: { description: 'Successful Response', schema: modelTrained },
        ...responses.accepted,
        ...responses.missing,
        ...responses.invalid,
        ...responses.tooLarge,
        ...responses.runEnded,
      },
      handle: async ({ params, body, request, client, signal }) => {
        const modelId = existing(possibleId(params.model_id), 'model', ['path', 'model_id'])
        const datasetId = existing(possibleId(params.dataset_id), 'dataset', ['path', 'dataset_id'])
        const parameters = body?.parameters ?? {}
        const changes = Object.keys(parameters).length > 0 ? { parameters } : {}
        const asked = { kind: 'continue', modelId, datasetId, ...changes }
        const { runId, warning } = await submitOnce(
          deps.db,
          request.get('idempotency-key'),
          asked,
          (idempotency) =>
            submitContinuedTraining(
              { ...deps, owner: client.name, origin: originOf(request), labels: readLabels(request) },
              { modelId, datasetId, parameters, idempotency },
            ),
        )
        return answerRun(deps, runId, { request, signal, warnings: [warning] }, async (run) => ({
          status: 200,
          json: await presentTrainedModel(deps.db, run),
        }))
      },
    }),
  ]
}
