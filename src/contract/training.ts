import { z } from 'zod'
import { architectures } from './catalogue.ts'
import { suggest } from './resembles.ts'
import { looseBoolean, looseInteger, looseNumber } from './scalars.ts'

export const lossFunctions = z
  .enum(['Categorical crossentropy', 'Sparse Categorical crossentropy'])
  .meta({ id: 'LossFunctions' })

const integer = (min: number, max: number) => looseInteger.pipe(z.int().min(min).max(max))
const number = (min: number, max: number) => looseNumber.pipe(z.number().min(min).max(max))
const bytes = integer(1024, 2 ** 31 - 1)

const augmentation = z.strictObject({
  flip: z.boolean().optional().describe('Mirror left and right; no unless given in this object.'),
  shift: number(0, 0.5).optional().describe('Share of the size.'),
  zoom: number(0, 0.5).optional().describe('Share of the size.'),
  rotation: number(0, 180).optional().describe('Degrees.'),
  brightness: number(0, 1).optional().describe('Share of full brightness.'),
  contrast: number(0, 1).optional().describe('Share.'),
  noise: number(0, 0.5).optional().describe('Share of full brightness.'),
})

/** The id of a board. Whether there is such a board, of ours or the operator's, is what expectBoard says. */
export const boardId = z.string().min(1).max(60)

/** How pictures of one group are recognised: by a folder above them, or by a part of their name. */
const groupBy = z.union(
  [
    z.strictObject({
      folder: integer(-32, 32)
        .refine(
          (level) => level !== 0,
          'Levels count from 1, or from -1 for the folder that holds the picture.',
        )
        .describe('1 is the first folder of the name within the dataset, -1 the one that holds the picture.'),
    }),
    z.strictObject({
      pattern: z
        .string()
        .max(200)
        .refine(
          (pattern) => pattern.split('{group}').length === 2,
          'A pattern has {group} once, such as {group}_*.jpg.',
        )
        .describe(
          'As the name of the file, or with a / as its whole name within the dataset; {group} stands for the group and * for anything.',
        ),
    }),
  ],
  { error: 'an object with folder, such as -1, or with pattern, such as {group}_*.jpg' },
)
export type GroupBy = z.infer<typeof groupBy>

/** Keys that are not known, and what they may take together, as JSON in bytes of UTF-8. */
const MAX_UNKNOWN = { keys: 32, bytes: 4096 }

/** What is wrong with how much unknown parameters there are; null for nothing. */
const describeExcess = (parameters: Record<string, unknown>, names: string[]): string | null => {
  const bytes = Buffer.byteLength(JSON.stringify(names.map((name) => [name, parameters[name]])))
  if (names.length <= MAX_UNKNOWN.keys && bytes <= MAX_UNKNOWN.bytes) return null
  return `Unknown parameters may have ${MAX_UNKNOWN.keys} keys and ${MAX_UNKNOWN.bytes} bytes of JSON together; these have ${names.length} keys and ${bytes} bytes`
}

/**
 * `parameters` of a training. The first four are the predecessor's; all others are optional, and what is left out
 * has its default in the container, which checks all of it again. Keys it does not know are kept and mean nothing,
 * up to MAX_UNKNOWN, unless they look like a slip of one it knows.
 */
export const trainingParameters = z
  .looseObject({
    epochs: integer(1, 1000).describe('Passes over the training pictures.'),
    img_width: integer(8, 512).describe('Width the pictures are scaled to, in pixels.'),
    img_height: integer(8, 512).describe('Height the pictures are scaled to, in pixels.'),
    batch_size: integer(1, 1024).describe('Pictures per training step.'),
    architecture: z
      .enum(architectures.map(({ name }) => name))
      .optional()
      .describe('One of GET /architectures, which names the default.'),
    color: z
      .enum(['grayscale', 'rgb'])
      .optional()
      .describe('grayscale unless given; `auto` then tries both.'),
    resize: z.enum(['stretch', 'crop', 'pad']).optional().describe('stretch unless given.'),
    seed: integer(0, 2 ** 31 - 1)
      .optional()
      .describe('Same seed, same data: same model. 123 unless given.'),
    initial_weights: z
      .union([z.enum(['pretrained', 'none']), looseInteger.pipe(z.int().positive())], {
        error: 'pretrained, none or the id of a model of the same architecture',
      })
      .optional()
      .describe(
        'What the training begins with: weights of the image, none, or those of a model of this relay with the same architecture and colour; its classes may be others. pretrained unless given, where the architecture has such weights (GET /architectures).',
      ),
    validation_fraction: number(0.05, 0.5)
      .optional()
      .describe(
        'Share of the pictures that is held out to measure with; from 300 pictures on half as many more choose the epoch. Unless given: 0.2 from 300 pictures on; fewer are cross-validated in 5 folds, and the model learns all of them.',
      ),
    group_by: groupBy
      .optional()
      .describe(
        'Pictures of one group (one film, one place, one person) stay on one side of every split, whatever their class. Pictures without a group are on their own.',
      ),
    learning_rate: number(1e-6, 1).optional(),
    early_stopping: z
      .union([z.boolean(), integer(1, 1000)])
      .optional()
      .describe('Epochs without a better validation loss before it stops; false for never. 20 unless given.'),
    augmentation: z
      .union([z.boolean(), augmentation])
      .optional()
      .describe(
        'Random changes to training pictures. true unless given: then pictures are mirrored, too, unless names of classes (digits, letters, left) or the pictures themselves speak against it.',
      ),
    class_weights: z
      .enum(['auto', 'none'])
      .optional()
      .describe('auto, which counters unequal classes, unless given.'),
    target: boardId.optional().describe('Board of GET /boards that the model is to fit.'),
    flash_bytes: bytes.optional().describe('Budget of `auto`: bytes of the int8 model.'),
    ram_bytes: bytes.optional().describe('Budget of `auto`: bytes of the tensor arena.'),
    max_seconds: integer(1, 7 * 24 * 3600)
      .optional()
      .describe('Budget of `auto`: seconds from the job’s first byte to its last file.'),
  })
  .superRefine((parameters, { addIssue }) => {
    const unknown = unknownNames(parameters)
    const tooMuch = describeExcess(parameters, unknown)
    if (tooMuch !== null) return addIssue({ code: 'custom', message: tooMuch, path: [], input: undefined })
    for (const name of unknown) {
      const message = suggest('parameter', name, knownNames())
      if (message) addIssue({ code: 'custom', message, path: [name], input: parameters })
    }
  })
  .meta({ id: 'TrainingParameters', description: 'How to train; what is left out has its default.' })
export type TrainingParameters = z.infer<typeof trainingParameters>

/** The `group_by` of stored parameters. */
export const groupByOf = (parameters: object): GroupBy | undefined =>
  z.object({ group_by: groupBy.optional() }).parse(parameters).group_by

const CHANGEABLE = [
  'epochs',
  'batch_size',
  'learning_rate',
  'early_stopping',
  'augmentation',
  'class_weights',
  'group_by',
  'validation_fraction',
  'target',
] as const

/** What may be other in a further training of a model; the network and its pictures stay as they are. */
export const continuedParameters = z
  .strictObject(
    Object.fromEntries(CHANGEABLE.map((name) => [name, trainingParameters.shape[name].optional()])) as {
      [N in (typeof CHANGEABLE)[number]]: z.ZodOptional<(typeof trainingParameters.shape)[N]>
    },
  )
  .meta({
    id: 'ContinuedParameters',
    description: 'What is other than in the training before, for this training only.',
  })
export type ContinuedParameters = z.infer<typeof continuedParameters>

const knownNames = () => Object.keys(trainingParameters.shape)
const unknownNames = (parameters: object) =>
  Object.keys(parameters).filter((name) => !Object.hasOwn(trainingParameters.shape, name))

/** Names that a warning shows; it is not the place for thousands. */
const MAX_NAMED = 8

/** What to say of parameters that are kept and have no effect; null where all are known. */
export const warnOfUnknown = (parameters: TrainingParameters): string | null => {
  const unknown = unknownNames(parameters)
  if (unknown.length === 0) return null
  const named = unknown.slice(0, MAX_NAMED).map((name) => name.slice(0, 60))
  const more = unknown.length > MAX_NAMED ? ` and ${unknown.length - MAX_NAMED} more` : ''
  return `Unknown parameters are kept and have no effect: ${named.join(', ')}${more}.`
}

/** What a run must reach: else it fails with the reason `below-the-bar`, though what it made is kept. */
export const requirements = z
  .strictObject({
    accuracy: number(0, 1)
      .optional()
      .describe(
        'Least share of right answers on the held-out pictures: of a training the float model’s, of a compilation the int8 model’s.',
      ),
    accuracy_low: number(0, 1)
      .optional()
      .describe('The same of the lower end of its 95 % interval: few held-out pictures do not reach far.'),
    board: boardId
      .optional()
      .describe('Board of GET /boards that it must fit: of a training by its estimate.'),
  })
  .meta({ id: 'Requirements', description: 'What a run must reach; it fails as `below-the-bar` otherwise.' })
export type Requirements = z.infer<typeof requirements>

/** What a compilation can be asked for. In the query, because the old clients send bodies that mean nothing. */
export const compileOptions = z.object({
  int16x8: looseBoolean
    .optional()
    .describe(
      'Also measured with 16-bit activations, to compare with when int8 loses too much; code is made of int8 only.',
    ),
  calibration_images: integer(1, 200)
    .optional()
    .describe('Training pictures that set the ranges of int8; 200 unless given.'),
  code_name: z
    .string()
    .regex(
      /^[A-Za-z](_?[A-Za-z0-9])*$/,
      'A name in C: letters, digits and single underscores, a letter first.',
    )
    .max(40)
    .optional()
    .describe(
      'What every identifier of the C code begins with, and the name of its library; tinymlaas_model unless given.',
    ),
  code_version: z
    .string()
    .regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'Three numbers such as 1.0.0.')
    .optional()
    .describe('The version of that library; 1.0 and the number of the model unless given.'),
})
export type CompileOptions = z.infer<typeof compileOptions>

/** How a compilation is to be done, which says nothing about its result. */
export const compileAnew = z.object({
  fresh: looseBoolean
    .optional()
    .describe('Compile anew, although the same model was compiled with the same options before.'),
})

/** The same requirements for a compilation, in the query for the same reason. */
export const requirementsInQuery = z.object({
  require_accuracy: requirements.shape.accuracy,
  require_accuracy_low: requirements.shape.accuracy_low,
  require_board: requirements.shape.board,
})

/** Null where nothing is required. */
export const toRequirements = ({
  require_accuracy: accuracy,
  require_accuracy_low: accuracy_low,
  require_board: board,
}: z.infer<typeof requirementsInQuery>): Requirements | null =>
  accuracy === undefined && accuracy_low === undefined && board === undefined
    ? null
    : { accuracy, accuracy_low, board }
