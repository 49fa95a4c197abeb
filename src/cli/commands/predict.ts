import { existsSync, openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { form } from '../../client/create-relay-client.ts'
import { predictReport } from '../../contract/report.ts'
import { UsageError } from '../command.ts'
import { type Call, defineCommand } from '../relay/define-command.ts'
import { Ending } from '../relay/exit-codes.ts'
import { findModel, findNewestCompilation } from '../relay/find-things.ts'
import { toTable } from '../relay/screen.ts'
import { runOf, timeoutOption, waitForRun } from '../relay/wait-for-run.ts'

const readPicture = async (file: string) => {
  // It opens what is not there, and fails when it is read.
  if (!existsSync(file)) throw new Ending('refused', `There is no file "${file}".`)
  return [{ name: basename(file), blob: await openAsBlob(file) }]
}

const classify = async (
  call: Call,
  target: { modelId: number; compiledId: number | undefined },
  file: string,
) => {
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

/** Classifies pictures. */
export const predict = defineCommand({
  name: 'predict',
  synopsis: ['MODEL PICTURE...'],
  about: `Classifies pictures with a model, by its id or alias: with its newest compilation as a board would, else with the network.`,
  options: timeoutOption,
  run: async (call) => {
    const [model, ...files] = call.given.positionals
    if (!model || files.length === 0) throw new UsageError(`${model ? 'PICTURE' : 'MODEL'} is missing.`)
    const { id } = await findModel(call, model)
    const compiledId = (await findNewestCompilation(call, id))?.compiledModelId
    const seen: Awaited<ReturnType<typeof classify>>[] = []
    for (const file of files) seen.push(await classify(call, { modelId: id, compiledId }, file))
    call.screen.result(
      seen,
      toTable(seen.map(({ file, predicted, confidence }) => [file, predicted, confidence?.toFixed(3)])),
    )
  },
})
