import { z } from 'zod'
import { nameEncodings } from '../../../archive/names/name-encodings.ts'
import { looseInteger } from '../../../contract/scalars.ts'
import { layouts } from '../../../labels/upload.ts'
import { SHOWN_PATHS } from '../../../usecases/uploads/describe-upload.ts'

const DEEPEST_LEVEL = 16
/** As many as one upload may have files by default. */
const MOST_PATHS = 10_000

export const labelsAlike = z
  .enum(['keep', 'merge'])
  .optional()
  .describe('Labels that look alike: kept apart, or made one.')

/** How an upload is to be understood, and answered. */
export const uploadQuery = z.object({
  label: z.string().optional().describe('Class of every file, whatever folders there are.'),
  layout: z.enum(layouts).optional().describe('Where classes come from; auto finds it out.'),
  label_level: looseInteger
    .pipe(z.int().min(-DEEPEST_LEVEL).max(DEEPEST_LEVEL))
    .refine((level) => level !== 0, 'count from 1, or from -1 for the last folder')
    .optional()
    .describe('Which folder is the class: 1 is the outermost, -1 the last.'),
  split: z
    .enum(['train', 'validation', 'test', 'none'])
    .optional()
    .describe('Part of every file; none for no part, whatever folders are called.'),
  labels_alike: labelsAlike,
  names: z.enum(nameEncodings).optional().describe('Code page of file names that do not say it themselves.'),
  on_conflict: z
    .enum(['keep', 'replace'])
    .default('keep')
    .describe('Of different pictures of one name: all stay, or the last takes the place.'),
  report_paths: looseInteger
    .pipe(z.int().min(0).max(MOST_PATHS))
    .default(SHOWN_PATHS)
    .describe('How many paths the report names of each kind; the counts have all.'),
})

export const toOptions = (query: Omit<z.infer<typeof uploadQuery>, 'on_conflict'>) => ({
  label: query.label,
  layout: query.layout,
  labelLevel: query.label_level,
  split: query.split,
  alike: query.labels_alike,
  names: query.names ?? null,
  paths: query.report_paths,
})
