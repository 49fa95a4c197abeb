import { z } from 'zod'
import { label, share } from './evaluation.ts'

/** How often the nearest mean of two classes is the right one, by mean colour and by figures that grey has, too. */
export const colorStatistic = z.object({
  /** Whether classes differ in colour that a training on grey does not see. */
  matters: z.boolean(),
  /** At most 10, those first that differ most in colour. */
  pairs: z.array(z.object({ classes: z.tuple([label, label]), by_color: share, by_grey: share })),
})

/** Files that show the same picture, by pixels. True of this training only: it says nothing of a file in itself. */
export const samePicture = z.object({
  /** `conflict`: in several classes, used in none. `copy`: in one class, used once. */
  code: z.enum(['conflict', 'copy']),
  /** At most 100. */
  files: z.array(z.object({ file_id: z.int().positive(), label })).min(2),
  /** The file that was used. */
  kept: z.int().positive().nullable(),
  message: z.string(),
})
