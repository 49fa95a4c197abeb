import { z } from 'zod'
import { predictReport } from '../../contract/report/report.ts'
import { expectSuccess } from '../../usecases/runs/expect-success.ts'
import { type Classifier, submitPrediction } from '../../usecases/submit/submit-prediction.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Call, type Endpoint, endpoint } from '../endpoint.ts'
import { headers } from '../openapi/documented-headers.ts'
import { responses } from '../openapi/documented-responses.ts'
import { answerRun } from '../pipeline/answer-run.ts'
import { originOf } from '../pipeline/observe/request-id.ts'
import { readLabels } from '../pipeline/read-labels.ts'
import { receivePicture } from '../pipeline/uploads/receive-picture.ts'
import { anyId, existing } from './parameters.ts'

const prediction = predictReport
  .extend({ run_id: z.uuid() })
  .describe('Scores of the float model and, of a compiled model, of the int8 one; `agree` compares them.')
  .meta({ id: 'Prediction' })

const documented = {
  200: { description: 'The scores', schema: prediction },
  ...responses.accepted,
  ...responses.missing,
  ...responses.invalid,
  ...responses.tooLarge,
  ...responses.runEnded,
}

export const predictionEndpoints = (deps: AppDeps): Endpoint[] => {
  const predict = async ({ request, client, signal, inPlace }: Call, classifier: Classifier) => {
    const runId = await inPlace('uploads', () =>
      receivePicture(deps, request, (picture) =>
        submitPrediction(
          { ...deps, owner: client.name, origin: originOf(request), labels: readLabels(request) },
          classifier,
          picture,
        ),
      ),
    )
    return answerRun(deps, runId, { request, signal }, async (run) => {
      expectSuccess(run)
      return { status: 200, json: { ...predictReport.parse(run.report), run_id: run.id } }
    })
  }
  return [
    endpoint({
      operationId: 'predict_with_model',
      method: 'post',
      path: '/models/{model_id}/predict',
      tag: 'Models',
      summary: 'Classify one picture, sent as multipart field `file`',
      params: z.object({ model_id: anyId }),
      headers: headers.prediction,
      upload: 'file',
      responses: documented,
      handle: (call) => predict(call, { modelId: existing(call.params.model_id, 'model') }),
    }),
    endpoint({
      operationId: 'predict_with_compiled_model',
      method: 'post',
      path: '/compiled_models/{compiled_model_id}/predict',
      tag: 'Compiled models',
      summary: 'Classify one picture with the int8 and the float model, sent as multipart field `file`',
      params: z.object({ compiled_model_id: anyId }),
      headers: headers.prediction,
      upload: 'file',
      responses: documented,
      handle: (call) =>
        predict(call, { compiledModelId: existing(call.params.compiled_model_id, 'compiled model') }),
    }),
  ]
}
