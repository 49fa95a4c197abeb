import { z } from 'zod'
import { artifactView } from '../../contract/artifact.ts'
import { looseBoolean } from '../../contract/scalars.ts'
import { compileAnew, compileOptions, requirementsInQuery, toRequirements } from '../../contract/training.ts'
import { compiledModelRow, listCompiledModels } from '../../store/models/compiled.ts'
import { expectBoard } from '../../usecases/boards/expect-board.ts'
import { findCompiledModelOrFail, findSourceOrFail } from '../../usecases/find-or-fail.ts'
import { installModel } from '../../usecases/install-model.ts'
import { listArtifacts } from '../../usecases/list-artifacts.ts'
import { expectSuccess } from '../../usecases/runs/expect-success.ts'
import { submitCompilation } from '../../usecases/submit/submit-compilation.ts'
import { submitOnce } from '../../usecases/submit/submit-once.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerList, listQuery } from '../pipeline/answer-list.ts'
import { answerRun } from '../pipeline/answer-run.ts'
import { originOf } from '../pipeline/observe/request-id.ts'
import { readLabels } from '../pipeline/read-labels.ts'
import { sendBlob } from '../pipeline/send-blob.ts'
import { anyId, existing } from './parameters.ts'

const TAG = 'Compiled models'

const reusing = compiledModelRow.pick({ reused_run_id: true })

export const compiledModelEndpoints = (deps: AppDeps): Endpoint[] => {
  return [
    endpoint({
      operationId: 'compile_model_compiled_models_models__model_id__post',
      method: 'post',
      path: '/compiled_models/models/{model_id}',
      tag: TAG,
      summary: 'Compile Model',
      params: z.object({ model_id: anyId }),
      query: compileOptions.extend({ ...requirementsInQuery.shape, ...compileAnew.shape }),
      headers: headers.run,
      responses: {
        201: { description: 'Successful Response', schema: compiledModelRow },
        ...responses.accepted,
        ...responses.missing,
        ...responses.invalid,
        ...responses.runEnded,
      },
      handle: async ({ params, query, request, client, signal }) => {
        const modelId = existing(params.model_id, 'model')
        const required = toRequirements(query)
        expectBoard(deps.boards, query.require_board, ['query', 'require_board'])
        const options = { ...compileOptions.parse(query), ...(required ? { require: required } : {}) }
        const asked = { kind: 'compile', modelId, options }
        const { runId, warning } = await submitOnce(
          deps.db,
          request.get('idempotency-key'),
          asked,
          (idempotency) =>
            submitCompilation(
              { ...deps, owner: client.name, origin: originOf(request), labels: readLabels(request) },
              modelId,
              { ...options, fresh: query.fresh },
              idempotency,
            ),
        )
        return answerRun(deps, runId, { request, signal, warnings: [warning] }, async (run) => {
          expectSuccess(run)
          const compiled = await findCompiledModelOrFail(deps.db.knex, run.compiled_model_id)
          const { reused_run_id } = reusing.parse(run.report)
          return { status: 201, json: compiledModelRow.parse({ ...compiled, reused_run_id }) }
        })
      },
    }),
    endpoint({
      operationId: 'get_compiled_models_compiled_models__get',
      method: 'get',
      path: '/compiled_models/',
      tag: TAG,
      summary: 'Get Compiled Models',
      query: listQuery,
      responses: {
        200: { description: 'Successful Response', schema: z.array(compiledModelRow) },
        ...responses.listTooLong,
        ...responses.unchanged,
        ...responses.invalid,
      },
      handle: ({ query, request }) =>
        answerList(deps.lists, {
          name: 'compiled_models',
          path: '/compiled_models/',
          query,
          request,
          list: (page) => listCompiledModels(deps.db.knex, page),
        }),
    }),
    endpoint({
      operationId: 'get_compiled_model_compiled_models__compiled_model_id__get',
      method: 'get',
      path: '/compiled_models/{compiled_model_id}',
      tag: TAG,
      summary: 'Download the C++ source',
      params: z.object({ compiled_model_id: anyId }),
      responses: {
        // A generated client that asks for no id gets the list, and takes no type that is not named here.
        200: { description: 'The C++ source', schema: z.unknown(), mediaType: 'text/x-c++src' },
        ...responses.ranges,
        ...responses.missing,
      },
      handle: async ({ request, params }) => {
        const { run_id } = await findCompiledModelOrFail(deps.db.knex, params.compiled_model_id)
        const source = await findSourceOrFail(deps.db.knex, run_id)
        return sendBlob(
          deps.db,
          request,
          { ...source, media_type: 'text/x-c++src; charset=utf-8' },
          'model.cc',
        )
      },
    }),
    endpoint({
      operationId: 'list_compiled_model_artifacts',
      method: 'get',
      path: '/compiled_models/{compiled_model_id}/artifacts',
      tag: TAG,
      summary: 'Everything that the compilation left: models, sources, libraries, plots, the model card',
      params: z.object({ compiled_model_id: anyId }),
      responses: { 200: { description: 'The files', schema: z.array(artifactView) }, ...responses.missing },
      handle: async ({ params }) => {
        const { run_id } = await findCompiledModelOrFail(deps.db.knex, params.compiled_model_id)
        return { status: 200, json: await listArtifacts(deps.db.knex, run_id) }
      },
    }),
    endpoint({
      operationId:
        'install_model_to_device_on_brdige_compiled_models__compiled_model_id__bridges__bridge_id__devices__device_id__post',
      method: 'post',
      path: '/compiled_models/{compiled_model_id}/bridges/{bridge_id}/devices/{device_id}',
      tag: TAG,
      summary: 'Install Model To Device On Brdige',
      params: z.object({ compiled_model_id: anyId, bridge_id: anyId, device_id: anyId }),
      query: z.object({ force: looseBoolean.default(false).describe('Although it does not fit the board.') }),
      responses: {
        201: { description: 'What the bridge said', schema: z.string() },
        ...responses.missing,
        ...responses.conflict,
        ...responses.invalid,
        ...responses.bridgeFailed,
      },
      handle: async ({ params, query, signal }) => {
        const request = {
          compiledModelId: params.compiled_model_id,
          bridgeId: params.bridge_id,
          deviceId: params.device_id,
          force: query.force,
          signal,
        }
        return { status: 201, json: await installModel(deps, request) }
      },
    }),
  ]
}
