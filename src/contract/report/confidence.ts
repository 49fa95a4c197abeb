import { z } from 'zod'
import { count, label, share } from './evaluation.ts'

/** What answering from a threshold on gives: `precision` is the share of right ones among the answers, null where there are none. */
const answers = {
  answered: count,
  coverage: share,
  precision: share.nullable(),
  /** 95 % interval of the precision (Wilson). */
  interval: z.tuple([share, share]).nullable(),
}
const raw = z.int().min(-128).max(127)

/** How far the scores of a model can be believed, on pictures that it did not learn. */
export const confidence = z.object({
  /** What the network's last sums are divided by to correct its scores; 1 where no pictures could fit it. */
  temperature: z.number().positive(),
  /** What fitted it, never the test pictures alone. */
  fitted: z.object({ by: z.enum(['folds', 'validation']), images: z.int().positive() }).nullable(),
  /** Expected calibration error, and what chance alone makes of it with so many pictures. */
  ece: z.object({
    images: z.int().positive(),
    bins: z.int().positive(),
    before: share,
    after: share,
    by_chance: share,
  }),
  /** By corrected confidence. */
  thresholds: z.array(z.object({ threshold: share, ...answers })).max(20),
  /** The recommended threshold, and the same as a raw int8 output: exact for two classes. Null where none is recommended. */
  unsure: z
    .object({
      below: share,
      raw,
      exact: z.boolean(),
      /** Of `images`, on how many both decide the same. */
      same: count,
      images: z.int().positive(),
    })
    .nullable(),
  why: z.string().max(1000),
})

/** Pictures whose label looks wrong to models that did not learn them, the most doubtful first. */
export const suspects = z.object({
  /** Pictures that could be looked at, of all `used`. */
  images: count,
  used: count,
  found: count,
  /** At most 50, and 50 kB. */
  pictures: z
    .array(
      z.object({
        file_id: z.int().positive(),
        label,
        suggested: label,
        /** Corrected scores of the suggested class and of the label. */
        confidence: share,
        own: share,
      }),
    )
    .max(50),
})

const given = { below: share, raw, score: share, ...answers }

/** What the threshold of a board gives, on the int8 model's answers to held-out pictures, and what others would. */
export const unsure = z.object({
  exact: z.boolean(),
  images: z.int().positive(),
  ...given,
  choices: z.array(z.object(given)).max(20),
})
