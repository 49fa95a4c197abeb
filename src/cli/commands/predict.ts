import { UsageError } from '../command.ts'
import { classify, findClassifier } from '../pictures/classify.ts'
import { defineCommand } from '../relay/define-command.ts'
import { toTable } from '../relay/screen.ts'
import { timeoutOption } from '../relay/wait-for-run.ts'

/** Classifies pictures. */
export const predict = defineCommand({
  name: 'predict',
  synopsis: ['MODEL PICTURE...'],
  about: `Classifies pictures with a model, by its id or alias: with its newest compilation as a board would, else with the network.`,
  options: timeoutOption,
  run: async (call) => {
    const [model, ...files] = call.given.positionals
    if (!model || files.length === 0) throw new UsageError(`${model ? 'PICTURE' : 'MODEL'} is missing.`)
    const classifier = await findClassifier(call, model)
    const seen: Awaited<ReturnType<typeof classify>>[] = []
    for (const file of files) seen.push(await classify(call, classifier, file))
    call.screen.result(
      seen,
      toTable(seen.map(({ file, predicted, confidence }) => [file, predicted, confidence?.toFixed(3)])),
    )
  },
})
