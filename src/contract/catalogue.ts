import { z } from 'zod'
// The container's own file, so that the two cannot differ.
import catalogue from '../../tf-image/tinymlaas_tf/boards/boards.json' with { type: 'json' }

const latency = z.object({
  kernels: z.string(),
  model: z.string().describe('What was measured.'),
  macs: z.int().describe('Its multiply-accumulates.'),
  milliseconds: z.number(),
  source: z.string().describe('Who measured it.'),
})

/** A board that models are measured against. */
export const board = z
  .object({
    id: z.string().describe('What `target` and the board of a device name.'),
    name: z.string().describe('As its maker calls it.'),
    cpu: z.string().describe('Cores and, where known, the chip.'),
    clock_mhz: z.int().describe('Megahertz.'),
    flash_bytes: z.int().describe('For the program and the model.'),
    ram_bytes: z.int().describe('For the tensor arena and everything else.'),
    arena_limit_bytes: z.int().optional().describe('Most that its program gives the tensor arena.'),
    static_bytes: z
      .int()
      .optional()
      .describe('The largest piece of RAM that a program can have from its start.'),
    system_flash_bytes: z
      .int()
      .optional()
      .describe(
        'Flash that is taken before a program has any: bootloader and tables, where a source tells; else nothing is counted for them.',
      ),
    psram_bytes: z
      .int()
      .optional()
      .describe('RAM on a bus of its own, slower: what is too much for the rest goes there.'),
    sketch: z
      .boolean()
      .optional()
      .describe('Whether it stands for a sketch of the MCU bridge, with its limits.'),
    cmsis_nn: z.boolean().optional().describe('Whether CMSIS-NN has kernels for its core.'),
    toolchain: z.string().describe('What builds programs for it.'),
    source: z.string().describe('Where these figures are from.'),
    latencies: z.array(latency).describe('What others measured on it.'),
  })
  .meta({ id: 'Board' })

export type Board = z.infer<typeof board>

export const boards = z.array(board).parse(catalogue.boards)

/** What is supposed of all boards, by the image and by the relay. */
export const assumed = z
  .object({
    wise_share: z.number(),
    most_share: z.number(),
    micro_flash: z.record(z.enum(['tflite-micro', 'tflite-micro-cmsis-nn']), z.tuple([z.int(), z.int()])),
    micro_stack: z.int(),
    program_flash: z.int(),
    most_outputs: z.int(),
    kernel_spread: z.record(z.string(), z.tuple([z.number(), z.number()])),
    sketch_picture: z.array(z.int()),
    sketch_operators: z.array(z.string()),
  })
  .parse(catalogue.assumptions)

const words = (most: number) => z.string().trim().min(1).max(most)
const bytes = z
  .int()
  .min(1024)
  .max(2 ** 31 - 1)

/** Most boards of a user's own; every report has a verdict about each. */
export const MOST_OWN_BOARDS = 50

/** A board of a user's own: as in boards.json, but for what the MCU bridge's sketches need. */
export const ownBoard = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens')
      .max(60),
    name: words(80),
    cpu: words(100),
    clock_mhz: z.int().min(1).max(10_000),
    flash_bytes: bytes,
    ram_bytes: bytes,
    arena_limit_bytes: bytes.optional(),
    static_bytes: bytes.optional(),
    system_flash_bytes: bytes.optional(),
    psram_bytes: bytes.optional(),
    cmsis_nn: z.boolean().optional(),
    toolchain: words(200),
    source: words(500),
    latencies: z
      .array(
        z.strictObject({
          kernels: words(60),
          model: words(60),
          macs: z.int().positive(),
          milliseconds: z.number().positive().max(1e9),
          source: words(200),
        }),
      )
      .max(10)
      .default([]),
  })
  .superRefine((row, { addIssue }) => {
    const parts = ['arena_limit_bytes', 'static_bytes'] as const
    const tooLarge = parts.find((name) => (row[name] ?? 0) > row.ram_bytes)
    if (tooLarge)
      addIssue({ code: 'custom', path: [tooLarge], message: 'more than ram_bytes', input: undefined })
    if ((row.system_flash_bytes ?? 0) >= row.flash_bytes)
      addIssue({
        code: 'custom',
        path: ['system_flash_bytes'],
        message: 'no less than flash_bytes',
        input: undefined,
      })
  })
export type OwnBoard = z.infer<typeof ownBoard>

/** What BOARDS_FILE holds. */
export const boardsFile = z
  .strictObject({ boards: z.array(ownBoard).max(MOST_OWN_BOARDS) })
  .superRefine(({ boards: own }, { addIssue }) => {
    const taken = new Set(boards.map(({ id }) => id))
    for (const [row, { id }] of own.entries()) {
      if (taken.has(id))
        addIssue({
          code: 'custom',
          path: ['boards', row, 'id'],
          message: `there is another ${id}`,
          input: undefined,
        })
      taken.add(id)
    }
  })

export const architecture = z
  .object({
    name: z.string().describe('What the parameter `architecture` takes.'),
    description: z.string().describe('What it is, and when to choose it.'),
    default: z.boolean().describe('Whether it is used where none is named, for pictures of 64x64 and more.'),
    pretrained: z.boolean().describe('Whether a training can begin with weights that the image brings.'),
  })
  .meta({ id: 'Architecture' })

/** What `architecture` may be, as in tf-image's parameters.py. */
const described = {
  tiny_cnn:
    'Depthwise-separable, halves the picture at once: little RAM, little arithmetic, for the smallest boards; the default below 64x64.',
  small_cnn: 'The network of the predecessor: few weights, but several times the RAM of tiny_cnn.',
  mobilenet_v1:
    'MobileNetV1 of width 0.25, the network of MLPerf Tiny’s visual wake words: the most accurate with few photographs; the default from 64x64 on.',
  mobilenet_v1_010: 'MobileNetV1 of width 0.10: smaller and quicker than mobilenet_v1.',
  mobilenet_v2: 'MobileNetV2 of few filters: fewer multiplications than V1 at the same width, but more RAM.',
  resnet8: 'ResNet8, the network of MLPerf Tiny’s image classification: the most arithmetic here.',
  auto: 'Tries several, with and without pretrained weights, up to the given size, in grey and colour, and keeps the smallest within the budget that is not worse beyond noise.',
}
const DEFAULT = 'mobilenet_v1'
const PRETRAINED = ['mobilenet_v1', 'resnet8', 'auto']

export const architectures = Object.entries(described).map(([name, description]) => ({
  name,
  description,
  default: name === DEFAULT,
  pretrained: PRETRAINED.includes(name),
}))
