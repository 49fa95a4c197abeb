import { z } from 'zod'
import { count, share } from './evaluation.ts'

/** Where TFLite Micro answers otherwise than TensorFlow Lite on the computer of the job. */
const differences = z.object({
  images: count,
  /** Most that a score differs by, of 256. */
  units: count,
  /** Pictures for which it names another class. */
  other_class: count,
  /** Of the pictures that differ, how many were looked into. */
  examined: count,
  /** Operators that were given the same and answered otherwise, the most frequent first. */
  operators: z
    .array(z.object({ position: z.int().positive(), name: z.string().min(1), images: count, units: count }))
    .max(10),
})

/** The int8 model in TFLite Micro, or why it was not measured there. */
export const micro = z.discriminatedUnion('runs', [
  z.object({
    runs: z.literal(true),
    /** The first held-out pictures, all of them unless the time was up; `held_out` are all. */
    images: count,
    held_out: count.optional(),
    /** Pictures whose output equals TensorFlow Lite's bit by bit. */
    identical: count,
    accuracy: share,
    interval: z.tuple([share, share]).optional(),
    /** Null where all are equal. */
    differences: differences.nullable().optional(),
  }),
  z.object({ runs: z.literal(false), reason: z.string() }),
])
