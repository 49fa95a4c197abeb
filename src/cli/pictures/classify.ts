import { existsSync, openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { form } from '../../client/create-relay-client.ts'
import { predictReport } from '../../contract/report/report.ts'
import type { Call } from '../relay/define-command.ts'
import { Ending } from '../relay/exit-codes.ts'
import { findModel, findNewestCompilation } from '../relay/find-things.ts'
import { runOf, waitForRun } from '../relay/wait-for-run.ts'

export interface Classifier {
  modelId: number
  compiledId: number | undefined
}

const readPicture = async (file: string) => {
  // It opens what is not there, and fails when it is read.
  if (!existsSync(file)) throw new Ending('refused', `There is no file "${file}".`)
  return [{ name: basename(file), blob: await openAsBlob(file) }]
}

/** What a model says of a picture; as a board would where it has been compiled. */
export const classify = async (call: Call, target: Classifier, file: string) => {
  const picture = await readPicture(file)
  const header = { Prefer: 'respond-async' }
  const { modelId, compiledId } = target
  const answer = await (compiledId === undefined
    ? call.ask((client) =>
        client.POST('/models/{model_id}/predict', {
          params: { path: { model_id: modelId }, header },
          ...form('file', picture),
        }),
      )
    : call.ask((client) =>
        client.POST('/compiled_models/{compiled_model_id}/predict', {
          params: { path: { compiled_model_id: compiledId }, header },
          ...form('file', picture),
        }),
      ))
  const { report } = await waitForRun(call, runOf(answer))
  const { int8, float, agree } = predictReport.parse(report)
  return { file, agree, ...(int8 ?? float ?? { predicted: null, confidence: null, scores: [] }) }
}

/** A model, by its id or alias, and its newest compilation. */
export const findClassifier = async (call: Call, model: string): Promise<Classifier> => {
  const { id } = await findModel(call, model)
  return { modelId: id, compiledId: (await findNewestCompilation(call, id))?.compiledModelId }
}
