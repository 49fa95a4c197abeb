import type { components } from '../../src/client/api-types.ts'

export type Parameters = components['schemas']['TrainingParameters']
export type Board = components['schemas']['Board']
export type Architecture = NonNullable<Parameters['architecture']>

/** Below this, pictures are enlarged for nothing. */
const SMALL = 64
/** What the small pictures of a dataset are scaled to at least, and large ones at most. */
const SIZES = [28, 32, 48, 64, 96]
const DEFAULT_SIZE = 96
/** Kilobytes of RAM below which colour and large pictures leave little room. */
const ROOMY_BYTES = 400 * 1024

export interface Settings {
  board: string
  size: number
  color: 'grayscale' | 'rgb'
  architecture: Architecture | ''
  epochs: number
  batchSize: number
  learningRate: string
  augmentation: boolean
  classWeights: boolean
  earlyStopping: string
  seed: string
  initialWeights: 'pretrained' | 'none'
  resize: 'stretch' | 'crop' | 'pad'
  /** Share of the pictures that is held out to measure with; empty for what suits their number. */
  heldOut: string
}

/** Side of the pictures that suits a dataset: its own where they are small. */
const sizeFor = (sides: number[]): number => {
  const median = sides.toSorted((a, b) => a - b)[Math.floor(sides.length / 2)] ?? DEFAULT_SIZE
  return SIZES.find((size) => size >= median) ?? DEFAULT_SIZE
}

/** What suits a board and the pictures of a dataset, whose shorter sides are given. */
export const defaultsFor = (board: Board | undefined, sides: number[]): Settings => {
  // The sketches of the bridge take pictures of 96x96 in grey and nothing else.
  const size = board?.sketch ? DEFAULT_SIZE : sizeFor(sides)
  const isRoomy = board !== undefined && !board.sketch && board.ram_bytes >= ROOMY_BYTES
  return {
    board: board?.id ?? '',
    size,
    color: isRoomy && size >= SMALL ? 'rgb' : 'grayscale',
    architecture: '',
    epochs: 30,
    batchSize: 16,
    learningRate: '',
    augmentation: true,
    classWeights: true,
    earlyStopping: '',
    seed: '',
    initialWeights: 'pretrained',
    resize: 'stretch',
    heldOut: '',
  }
}

/** The network that is used where none is named. */
export const architectureOf = ({ architecture, size }: Settings): Architecture =>
  architecture || (size < SMALL ? 'tiny_cnn' : 'mobilenet_v1')

/** What the API takes; what is as by default is left out. */
export const toParameters = (settings: Settings): Parameters => ({
  epochs: settings.epochs,
  img_width: settings.size,
  img_height: settings.size,
  batch_size: settings.batchSize,
  color: settings.color,
  ...(settings.board ? { target: settings.board as NonNullable<Parameters['target']> } : {}),
  ...(settings.architecture ? { architecture: settings.architecture } : {}),
  ...(settings.learningRate ? { learning_rate: Number(settings.learningRate) } : {}),
  ...(settings.augmentation ? {} : { augmentation: false }),
  ...(settings.classWeights ? {} : { class_weights: 'none' as const }),
  ...(settings.earlyStopping ? { early_stopping: Number(settings.earlyStopping) } : {}),
  ...(settings.heldOut ? { validation_fraction: Number(settings.heldOut) } : {}),
  ...(settings.seed ? { seed: Number(settings.seed) } : {}),
  ...(settings.initialWeights === 'none' ? { initial_weights: 'none' as const } : {}),
  ...(settings.resize === 'stretch' ? {} : { resize: settings.resize }),
})
