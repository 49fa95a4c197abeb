import { z } from 'zod'
import { boardFit } from './board-fit.ts'
import { confidence, suspects, unsure } from './confidence.ts'
import { count, evaluation, label, share } from './evaluation.ts'
import { micro } from './micro.ts'
import { colorStatistic, samePicture } from './picture-findings.ts'

const metric = z.number().nullable()
/** The first 100 classes in training order; up to 1000 in reports of older images. */
const classes = z.array(label).min(2).max(1000)
const class_count = z.int().positive().optional()
/** The artifact with all classes, their figures and confusions, where there are more than 100. */
const details = z.literal('evaluation.json').nullable().default(null)
/**
 * Whether the dataset's own split decided or the relay held pictures out, and what the pictures were used for: `train` to
 * train on, `validation` to choose by, `test` to measure with. Without validation the last epoch was kept. With `folds` every
 * picture is in `train` and `test`: as many models were each measured on the part that they had not seen.
 */
const split = z.object({
  by: z.enum(['user', 'relay']),
  train: count,
  validation: count,
  test: count,
  folds: z.int().min(2).max(5).optional(),
})
/** Of few pictures: what the model of each fold got right of the pictures that it had not seen. */
const folds = z.array(z.object({ images: z.int().positive(), accuracy: share })).max(5)
/** Whether training pictures were mirrored at random, what share can be told from their mirror images, and why. */
const mirroring = z.object({ on: z.boolean(), told: share.nullable(), why: z.string().max(400) })
/** Wall-clock seconds by phase of the job. */
const seconds = z.record(z.string(), z.number().nonnegative())
const versions = z.record(z.string(), z.string())

/** How a picture becomes the network's input. */
const preprocessing = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  channels: z.int().positive(),
  resize: z.enum(['stretch', 'crop', 'pad']),
  /** Grey under transparent pictures, 0..255. */
  background: z.int().min(0).max(255).default(255),
  /** Which values of 16-bit pictures are black and white. */
  black_level: z.int().min(0).max(65535).default(0),
  white_level: z.int().min(1).max(65535).default(65535),
})

/** Every warning of the job, as its events told them. */
const warnings = z.array(z.object({ code: z.string().max(60), message: z.string().max(4000) })).default([])

const beforeAndAfter = { images: count, before: share, after: share }
/** A model before and after further training, on the held-out pictures of both. */
const comparison = z.object({
  ...beforeAndAfter,
  /** Pictures of each earlier training (1 is the first) show what was forgotten, those of this dataset what was learned. */
  parts: z.array(
    z.object({
      of: z.enum(['earlier', 'dataset']),
      training: z.int().positive().optional(),
      ...beforeAndAfter,
    }),
  ),
  /** Why the new version does not become the current one; null when it does. */
  refused: z.string().min(1).max(2000).nullable(),
})

/** One network of a search: with which weights it began, on which pictures, what its runs gave, and what `became` of it. */
const candidate = z.object({
  architecture: z.string().min(1),
  initial_weights: z.string().max(200).nullable().optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  channels: z.int().positive().optional(),
  model_bytes: count,
  arena_bytes: count,
  macs: count,
  /** Of its last run, on the pictures that choose; null where it was not tried. */
  accuracy: share.nullable(),
  skipped: z.string().nullable(),
  /** Absent in reports of older images. */
  rungs: z
    .array(
      z.object({
        epochs: count,
        images: count,
        loss: metric,
        accuracy: share,
        interval: z.tuple([share, share]),
        seconds: z.number().nonnegative(),
      }),
    )
    .optional(),
  seconds: z.number().nonnegative().optional(),
  became: z.string().max(2000).nullable().optional(),
})

/** `report` of a `train` or `continue` job. */
export const trainReport = z.object({
  classes,
  class_count,
  details,
  /** Files used, and left out: unreadable ones, copies, and pictures in several classes. */
  images: z.object({
    train: count,
    validation: count,
    rejected: count,
    duplicates: count,
    conflicts: count,
  }),
  split: split.optional(),
  /** Null where a part of the pictures is held out; absent in reports of older images. */
  folds: folds.nullable().optional(),
  /** Null where training pictures are used as they are. */
  mirroring: mirroring.nullable().optional(),
  /** At most 1000 and 200 kB, conflicts first. */
  same_pictures: z.array(samePicture),
  /** Null for a training on colour, or on pictures without. */
  color: colorStatistic.nullable(),
  warnings,
  epochs: z.object({ requested: z.int().positive(), run: z.int().positive(), best: z.int().positive() }),
  history: z.array(
    z.object({
      epoch: z.int().positive(),
      loss: metric,
      accuracy: metric,
      val_loss: metric,
      val_accuracy: metric,
      learning_rate: metric,
      seconds: metric,
    }),
  ),
  /** Of the kept model, on the test pictures, which chose nothing. */
  evaluation,
  /** Null where every picture was learned; absent in reports of older images, like `suspects`. */
  confidence: confidence.nullable().optional(),
  suspects: suspects.nullable().optional(),
  /** Only of `continue`. */
  comparison: comparison.nullable().optional(),
  architecture: z.string().min(1),
  /** Where the weights that the training began with are from; null for random ones. */
  initial_weights: z.string().max(200).nullable().optional(),
  /** What `auto` tried, or left out and why; empty for a named architecture. */
  candidates: z.array(candidate),
  params: count,
  /** Equal for equal weights: same seed, same pictures, same parameters, same machine. */
  weights_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Multiply-accumulates for one picture. */
  macs: count,
  /** What the int8 model will need, from the architecture alone: activations exact, the rest within a few per cent. */
  estimate: z.object({
    model_bytes: count,
    activation_bytes: count,
    arena_bytes: count,
    /** Of one run as C on a Cortex-M4. Absent in reports of older images. */
    instructions: count.optional(),
    boards: z.array(boardFit),
  }),
  /** What the model says of sample.png. */
  prediction: z.object({ file_id: z.int().positive(), label, predicted: label, confidence: share }),
  preprocessing,
  /** The parameters with every default filled in. */
  settings: z.record(z.string(), z.unknown()),
  seconds,
  seed: count,
  versions,
})
export type TrainReport = z.infer<typeof trainReport>

/** An input or output: real value = scale * (stored value - zero_point). */
const port = z.object({
  shape: z.array(z.int().positive()),
  type: z.literal('int8'),
  scale: z.number().positive(),
  zero_point: z.int(),
})

/** A model as plain C, or why not. */
const cCode = z.discriminatedUnion('offered', [
  z.object({
    offered: z.literal(true),
    name: z.string().min(1),
    /** The one buffer, to the byte; of the stack about `stack_bytes` more. */
    ram_bytes: count,
    stack_bytes: count,
    /** Weights and tables to the byte, code as measured for a Cortex-M4. */
    flash_bytes: count,
    weight_bytes: count,
    table_bytes: count,
    code_bytes: count,
    /** Of one run on a Cortex-M4, about: calibrated on an emulated one. */
    instructions: count,
    /** Held-out pictures that it answered in the job, all as TensorFlow Lite Micro does, bit by bit; null: not run. */
    images: count.nullable(),
  }),
  z.object({ offered: z.literal(false), reason: z.string() }),
])

/** `report` of a `compile` job. */
export const compileReport = z.object({
  /** In the order of the model's outputs: alphabetical. */
  classes,
  class_count,
  details,
  /** The same labels in the order in which people count: 1, 2, 10. */
  natural_order: classes.optional(),
  architecture: z.string().min(1),
  params: count,
  macs: count,
  preprocessing,
  /** Of the training; null of one by an older image. */
  split: split.nullable().optional(),
  /** Where the weights that the training began with are from; null for random ones. */
  initial_weights: z.string().max(200).nullable().optional(),
  /** What the training's search tried; empty for a named architecture, absent in reports of older images. */
  candidates: z.array(candidate).optional(),
  input: port,
  output: port,
  /** One entry per .tflite artifact; `model.tflite` is the int8 one. */
  variants: z.array(
    z.object({
      name: z.string().min(1),
      kind: z.enum(['int8', 'float32', 'int16x8']),
      bytes: z.int().positive(),
      evaluation: evaluation.nullable(),
    }),
  ),
  /** On how many held-out pictures the int8 and float32 models name the same class. */
  agreement: z.object({ images: count, same: count, share }),
  /** Float accuracy minus int8 accuracy; negative when int8 is better. */
  accuracy_loss: z.number().min(-1).max(1),
  /** Pictures that one of both alone gets right, and the 95 % interval of the loss. Absent in reports of older images. */
  quantisation: z
    .object({
      only_float: count,
      only_int8: count,
      interval: z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]),
    })
    .optional(),
  operators: z.array(z.object({ name: z.string().min(1), count: z.int().positive() })),
  /** Operators that the MCU bridge's RP2040 sketch does not register. */
  unknown_to_sketch: z.array(z.string()),
  /** RAM for tensors on a 32-bit board; `recommended_bytes` is what to reserve. */
  arena: z.object({
    activation_bytes: count,
    estimated_bytes: count,
    /** With CMSIS-NN on a core with DSP instructions; absent in reports of older images. */
    cmsis_nn_bytes: count.optional(),
    recommended_bytes: count,
    /** What to reserve where CMSIS-NN uses vector instructions (Cortex-M55, M85). */
    recommended_mve_bytes: count.optional(),
    measured_bytes: count.nullable(),
    measured_on: z.string().nullable(),
  }),
  /** The int8 model as C; absent in reports of older images. */
  c: cCode.optional(),
  boards: z.array(boardFit),
  /** The int8 model in the TFLite Micro interpreter; null where that is not installed. */
  micro: micro.nullable(),
  /** Null where the training recommends no threshold; absent in reports of older images. */
  unsure: unsure.nullable().optional(),
  /** Of whom the answers are that the delivered test vectors expect; absent in reports of older images. */
  golden: z.object({ images: count, answered_by: z.enum(['tflite-micro', 'c', 'tflite']) }).optional(),
  calibration: z.object({ images: count, pins: count }),
  seconds,
  warnings,
  versions,
})

const verdict = z.object({
  predicted: label,
  confidence: share,
  /** The corrected confidence, and whether it is too low to answer by; null where the training could not tell. */
  calibrated: share.nullable().optional(),
  unsure: z.boolean().nullable().optional(),
  /** Of more than 100 classes the best 100. */
  scores: z.array(z.object({ label, score: z.number() })),
})

/** `report` of a `predict` job: what each model that came says of the picture. */
export const predictReport = z.object({
  classes,
  class_count,
  float: verdict.nullable(),
  int8: verdict.nullable(),
  /** Whether both name the same class; null when only one model came. */
  agree: z.boolean().nullable(),
  preprocessing,
  seconds,
  warnings,
  versions,
})
