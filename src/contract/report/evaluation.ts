import { z } from 'zod'

export const count = z.int().nonnegative()
export const share = z.number().min(0).max(1)
export const label = z.string().min(1)

/** What a model got right on the test pictures. */
export const evaluation = z.object({
  images: z.int().positive(),
  accuracy: share,
  /** 95 % interval of the accuracy (Wilson); evaluations of older images have none. */
  interval: z.tuple([share, share]).optional(),
  /** What always naming the most frequent class gets. */
  majority: share.optional(),
  /** Mean of the classes' recalls: every class counts the same. */
  balanced_accuracy: share,
  loss: z.number().nonnegative(),
  /** Counts by [true class][predicted class]; null for more than 100 classes. */
  confusion: z.array(z.array(count)).nullable(),
  /** Only for more than 100 classes: the 20 most frequent confusions. */
  most_confused: z
    .array(z.object({ label, predicted: label, count: z.int().positive() }))
    .max(20)
    .optional(),
  /** All classes in their order; of more than 100 those 100 that are recognised worst. */
  per_class: z.array(
    z.object({
      label,
      precision: share.nullable(),
      recall: share.nullable(),
      f1: share.nullable(),
      support: count,
    }),
  ),
  /** For two classes, the second being the positive one. */
  roc_auc: share.nullable(),
  /** Wrong answers, the surest first. */
  worst: z.array(z.object({ file_id: z.int().positive(), label, predicted: label, confidence: share })),
})
