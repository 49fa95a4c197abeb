import { z } from 'zod'
import { jobError, jobKinds } from './job.ts'

const text = z.string().max(4000)
const metric = z.number().nullable()

/**
 * One line of a container's stdout. Events inform people; no decision of the relay rests on them, because a hostile job can print
 * whatever it likes. Only a prediction that keeps its model is believed its `result`: that costs nobody else anything.
 */
export const jobEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), kind: z.enum(jobKinds), versions: z.record(z.string(), text) }),
  z.object({ type: z.literal('phase'), name: text, detail: text.optional() }),
  z.object({
    type: z.literal('dataset'),
    classes: z
      .array(
        z.object({
          label: text,
          images: z.int().nonnegative(),
          train: z.int().nonnegative(),
          validation: z.int().nonnegative(),
        }),
      )
      .max(1000),
    rejected: z.int().nonnegative(),
    duplicates: z.int().nonnegative(),
    /** Files whose picture is in another class, too. */
    conflicts: z.int().nonnegative(),
    width: z.int().positive(),
    height: z.int().positive(),
    channels: z.int().positive(),
  }),
  z.object({
    type: z.literal('epoch'),
    /** Counted from 1. */
    epoch: z.int().positive(),
    epochs: z.int().positive(),
    loss: metric,
    accuracy: metric,
    val_loss: metric,
    val_accuracy: metric,
    learning_rate: metric,
    seconds: metric,
    eta_seconds: metric,
  }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warning']), message: text }),
  z.object({ type: z.literal('warning'), code: z.string().max(60), message: text }),
  z.object({
    type: z.literal('artifact'),
    name: text,
    bytes: z.int().nonnegative(),
    sha256: z.string().max(64),
  }),
  z.object({ type: z.literal('error'), ...jobError.shape }),
  z.object({ type: z.literal('result'), outcome: z.enum(['succeeded', 'failed']) }),
])
export type JobEvent = z.infer<typeof jobEvent>
