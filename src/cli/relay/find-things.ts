import type { components } from '../../client/api-types.ts'
import { RelayError } from '../../client/relay-error.ts'
import type { Call } from './define-command.ts'
import { Ending } from './exit-codes.ts'

type Model = components['schemas']['ModelDetails']

/** A model by its id or alias. */
export const findModel = ({ ask }: Call, model: string): Promise<Model> =>
  ask((client) => client.GET('/models/{model_id}', { params: { path: { model_id: model } } }))

/** A dataset by its id or name. */
export const findDataset = ({ ask }: Call, dataset: string) =>
  ask((client) => client.GET('/datasets/{dataset_id}', { params: { path: { dataset_id: dataset } } }))

/** The same, or null where there is none. */
export const findDatasetOrNull = (call: Call, dataset: string) =>
  findDataset(call, dataset).catch((error: unknown) => {
    if (error instanceof RelayError && error.status === 404) return null
    throw error
  })

const LOOKED_AT = 50

/** The run of a model's newest compilation that left something; null where there is none. */
export const findNewestCompilation = async ({ ask }: Call, modelId: number) => {
  const query = { kind: 'compile' as const, model_id: modelId, limit: LOOKED_AT }
  const runs = await ask((client) => client.GET('/runs', { params: { query } }))
  const newest = runs.find(({ compiled_model_id }) => compiled_model_id != null)
  return newest ? { runId: newest.id, compiledModelId: Number(newest.compiled_model_id) } : null
}

/** The same, of a model by its id or alias. @throws Ending where it has not been compiled. */
export const findCompiled = async (call: Call, model: string) => {
  const { id } = await findModel(call, model)
  const compiled = await findNewestCompilation(call, id)
  if (!compiled)
    throw new Ending('refused', `Model ${model} has not been compiled.`, {
      hint: `tinymlaas compile ${model}`,
    })
  return { ...compiled, modelId: id }
}

/** A device by its id, serial number or name. */
export const findDevice = async ({ ask }: Call, wanted: string) => {
  const devices = await ask((client) => client.GET('/devices/'))
  const found =
    devices.find(({ id }) => String(id) === wanted) ??
    devices.find(({ serial }) => serial === wanted) ??
    devices.find(({ name }) => name === wanted)
  if (found) return found
  throw new Ending('refused', `There is no device "${wanted}".`, {
    hint: `The devices are ${devices.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none'}.`,
  })
}

/** The bridge that a device is reached by. */
export const bridgeOf = (
  device: Awaited<ReturnType<typeof findDevice>>,
  given: number | undefined,
): number => {
  const bridge = given ?? device.bridge?.id
  if (bridge !== undefined) return bridge
  throw new Ending('refused', `The device ${device.id} has no bridge.`, { hint: 'Name one by --bridge ID.' })
}
