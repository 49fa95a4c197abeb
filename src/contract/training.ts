import { z } from 'zod'

export const lossFunctions = z
  .enum(['Categorical crossentropy', 'Sparse Categorical crossentropy'])
  .meta({ id: 'LossFunctions' })

const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/**
 * `parameters` of a training. The first four are the predecessor's; all others are optional and have
 * defaults in the container. Unknown keys are refused, so that a typing error does not pass for a choice.
 */
export const trainingParameters = z
  .looseObject({
    epochs: integer(1, 1000).describe('Passes over the training pictures.'),
    img_width: integer(8, 512).describe('Width the pictures are scaled to, in pixels.'),
    img_height: integer(8, 512).describe('Height the pictures are scaled to, in pixels.'),
    batch_size: integer(1, 1024).describe('Pictures per training step.'),
    architecture: z.string().max(60).optional().describe('Network, by name; `tiny_cnn` unless given.'),
    color: z.enum(['grayscale', 'rgb']).optional(),
    seed: integer(0, 2 ** 31 - 1)
      .optional()
      .describe('Same seed, same data: same model.'),
    validation_fraction: z.coerce.number().min(0.05).max(0.5).optional(),
    learning_rate: z.coerce.number().positive().max(1).optional(),
  })
  .meta({ id: 'TrainingParameters' })
export type TrainingParameters = z.infer<typeof trainingParameters>
