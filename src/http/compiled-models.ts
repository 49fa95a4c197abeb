import { z } from 'zod'
import { AppError } from '../errors.ts'
import { compiledModelRow } from '../store/models/compiled-model-row.ts'
import { findCompiledModel } from '../store/models/find-compiled-model.ts'
import { listCompiledModels } from '../store/models/list-compiled-models.ts'
import { findArtifact } from '../store/runs/find-artifact.ts'
import { expectSuccess } from '../usecases/expect-success.ts'
import { submitCompilation } from '../usecases/submit-compilation.ts'
import { answerRun } from './answer-run.ts'
import type { AppDeps } from './create-app.ts'
import { responses } from './documented-responses.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { anyId, existing } from './parameters.ts'
import { sendBlob } from './send-blob.ts'

const TAG = 'Compiled models'

export const compiledModelEndpoints = (deps: AppDeps): Endpoint[] => {
  const find = async (id: number | null) => {
    const found = id === null ? null : await findCompiledModel(deps.db.knex, id)
    if (!found) throw new AppError('not-found', 'There is no such compiled model.')
    return found
  }
  return [
    endpoint({
      operationId: 'compile_model_compiled_models_models__model_id__post',
      method: 'post',
      path: '/compiled_models/models/{model_id}',
      tag: TAG,
      summary: 'Compile Model',
      params: z.object({ model_id: anyId }),
      responses: {
        201: { description: 'Successful Response', schema: compiledModelRow },
        ...responses.accepted,
        ...responses.missing,
      },
      handle: async ({ params, request, signal }) => {
        const modelId = existing(params.model_id, 'model')
        const runId = await submitCompilation(deps, modelId, request.get('idempotency-key'))
        return answerRun(deps, runId, { request, signal }, async (run) => {
          expectSuccess(run)
          return { status: 201, json: compiledModelRow.parse(await find(run.compiled_model_id)) }
        })
      },
    }),
    endpoint({
      operationId: 'get_compiled_models_compiled_models__get',
      method: 'get',
      path: '/compiled_models/',
      tag: TAG,
      summary: 'Get Compiled Models',
      responses: { 200: { description: 'Successful Response', schema: z.array(compiledModelRow) } },
      handle: async () => ({ status: 200, json: await listCompiledModels(deps.db.knex) }),
    }),
    endpoint({
      operationId: 'download_compiled_model_compiled_models__compiled_model_id__get',
      method: 'get',
      path: '/compiled_models/{compiled_model_id}',
      tag: TAG,
      summary: 'Download the C++ source',
      params: z.object({ compiled_model_id: anyId }),
      responses: { 200: { description: 'The C++ source', mediaType: 'text/x-c++src' }, ...responses.missing },
      handle: async ({ params }) => {
        const { run_id } = await find(params.compiled_model_id)
        const source = await findArtifact(deps.db.knex, run_id, 'target_model.cc')
        if (!source) throw new AppError('not-found', 'This compiled model has no C++ source.')
        return sendBlob(deps.db, { ...source, media_type: 'text/x-c++src; charset=utf-8' }, 'model.cc')
      },
    }),
  ]
}
