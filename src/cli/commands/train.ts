import type { components } from '../../client/api-types.ts'
import { UsageError } from '../command.ts'
import { askLabels, labelsOption } from '../relay/ask-labels.ts'
import { type Call, defineCommand } from '../relay/define-command.ts'
import { describeFigures, figuresOfTraining } from '../relay/figures.ts'
import { findBoard } from '../relay/find-board.ts'
import { findDataset } from '../relay/find-things.ts'
import { againOption, fingerprintDataset, makeKey } from '../relay/make-key.ts'
import { readRequirements, requireOptions } from '../relay/requirements.ts'
import { runOf, tellOfEarlier, timeoutOption, waitForRun } from '../relay/wait-for-run.ts'

type Parameters = components['schemas']['TrainingParameters']

const MOST_PIXELS = 512
const MOST_EPOCHS = 1000

/** `name=value`, the value as JSON where it is some, else as text. */
const readParameter = (text: string): [string, unknown] => {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new UsageError(`--parameter takes NAME=VALUE, not "${text}".`)
  try {
    return [name, JSON.parse(value)]
  } catch {
    return [name, value]
  }
}

const readParameters = async (call: Call): Promise<Parameters> => {
  const { given } = call
  const size = given.number('size', 8, MOST_PIXELS) ?? 96
  const architecture = given.text('architecture')
  const target = given.text('target')
  const named: object = {
    ...(architecture === undefined ? {} : { architecture }),
    ...(target === undefined ? {} : { target: await findBoard(call, target) }),
    ...Object.fromEntries(given.list('parameter').map(readParameter)),
  }
  return {
    epochs: given.number('epochs', 1, MOST_EPOCHS) ?? 15,
    img_width: given.number('width', 8, MOST_PIXELS) ?? size,
    img_height: given.number('height', 8, MOST_PIXELS) ?? size,
    batch_size: given.number('batch-size', 1, 1024) ?? 16,
    ...named,
  }
}

/** Trains, waits, and says how good the model is. */
export const train = defineCommand({
  name: 'train',
  synopsis: ['DATASET [options]'],
  about: `Trains a model on a dataset, by its id or name, and waits for it. Asked again with the same pictures and options, it
answers with the model that there is. What is required and not reached ends with 3; the model is kept all the same.`,
  options: {
    epochs: { value: 'N', about: 'Passes over the training pictures [15].' },
    size: { value: 'PIXELS', about: 'Width and height that the pictures are scaled to [96].' },
    width: { value: 'PIXELS', about: 'Width alone.' },
    height: { value: 'PIXELS', about: 'Height alone.' },
    'batch-size': { value: 'N', about: 'Pictures per training step [16].' },
    architecture: { value: 'NAME', about: 'Network; GET /architectures lists them.' },
    target: { value: 'BOARD', about: 'Board that it is to fit, such as nano33ble.' },
    parameter: {
      value: 'NAME=VALUE',
      about: 'Any other parameter of the API, such as color=rgb.',
      multiple: true,
    },
    description: { value: 'TEXT', about: 'Whatever you want to say of it.' },
    ...requireOptions,
    ...labelsOption,
    ...againOption,
    detach: { about: 'Do not wait for the end.' },
    ...timeoutOption,
  },
  run: async (call) => {
    const { ask, given, screen } = call
    const { DATASET } = given.words('DATASET')
    const { id, name } = await findDataset(call, DATASET)
    const required = await readRequirements(call)
    const body = {
      parameters: await readParameters(call),
      description: given.text('description') ?? name,
      ...(required ? { require: required } : {}),
    }
    const key = makeKey(call, 'train', [id, await fingerprintDataset(call, id), body])
    const answer = await ask((client) =>
      client.POST('/models/datasets/{dataset_id}', {
        params: {
          path: { dataset_id: id },
          query: { lossfunc: 'Categorical crossentropy' },
          header: { Prefer: 'respond-async', 'Idempotency-Key': key, ...askLabels(call) },
        },
        body,
      }),
    )
    const runId = runOf(answer)
    await tellOfEarlier(call, runId)
    if (given.has('detach')) return screen.result({ run_id: runId }, [`run ${runId}`])
    const run = await waitForRun(call, runId)
    const figures = figuresOfTraining(run.report)
    screen.result({ run_id: runId, model_id: run.model_id, ...figures }, [
      describeFigures(figures),
      `model ${run.model_id}`,
    ])
  },
})
