import { z } from 'zod'
import { count } from './evaluation.ts'

/** Whether a model fits a board of the catalogue (tf-image/tinymlaas_tf/boards/boards.json). */
export const boardFit = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** `tight`: fits, but leaves less RAM to the rest of the program than is wise, or needs the PSRAM. */
  verdict: z.enum(['fits', 'tight', 'no']),
  /** Why not; null unless the verdict is `no`. */
  reason: z.string().nullable().default(null),
  /** By what runs the model; the figures below are those of the best one. Absent in reports of older images. */
  runtimes: z
    .array(
      z.object({
        name: z.enum(['c', 'tflite-micro', 'tflite-micro-cmsis-nn']),
        verdict: z.enum(['fits', 'tight', 'no']),
        reason: z.string().nullable(),
        /** Absent in reports of older images. */
        psram: z.boolean().optional(),
        flash_needed: count,
        /** Buffer or arena, and stack. */
        ram_needed: count,
      }),
    )
    .optional(),
  /** The model and what runs it. */
  flash_needed: count,
  flash_bytes: count,
  arena_needed: count,
  /** What is wise to spend on the arena. */
  arena_budget: count,
  ram_bytes: count,
  flash_missing: count,
  ram_missing: count,
  /** Measurements of others, scaled by multiply-accumulates; they depend on the kernel library most of all. */
  latencies: z.array(
    z.object({
      kernels: z.string(),
      milliseconds: z.number().nonnegative(),
      /** As far as networks differ in what a multiply-accumulate takes. Absent in reports of older images. */
      range: z.tuple([z.number().nonnegative(), z.number().nonnegative()]).optional(),
      from: z.string(),
    }),
  ),
})
