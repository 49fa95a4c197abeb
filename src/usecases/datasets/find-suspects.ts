import { z } from 'zod'
import { count, label, share } from '../../contract/report/evaluation.ts'
import type { Executor } from '../../db/create-database.ts'
import { splits } from '../../store/datasets/files.ts'
import { findNewestDoubts, nameFiles } from '../../store/datasets/suspects.ts'

const MOST_CONFLICTS = 50
/** Of one picture that is in several classes. */
const MOST_FILES = 20

const file = z.object({
  file_id: z.int().positive(),
  path: z.string(),
  label,
  split: z.enum(splits).nullable().describe('The part its owner put it into.'),
  bytes: z.int(),
})

/** Labels of a dataset that are worth a second look, as the newest training saw them. */
export const suspectReport = z
  .object({
    model_id: z
      .int()
      .nullable()
      .describe('The model whose training looked at them; null before the first one.'),
    images: count.describe(
      'Pictures that it could look at, because no model that judged them had learned them.',
    ),
    used: count,
    found: count.describe('Pictures whose label looked wrong then; at most 50 are named.'),
    pictures: z
      .array(file.extend({ suggested: label, confidence: share, own: share }))
      .max(50)
      .describe('The most doubtful first, without those that were corrected or deleted since.'),
    conflicts: z
      .array(z.object({ files: z.array(file).min(2) }))
      .max(MOST_CONFLICTS)
      .describe('One picture in several classes, used in none of them.'),
  })
  .meta({ id: 'SuspectReport' })
export type SuspectReport = z.infer<typeof suspectReport>

const NOTHING: SuspectReport = { model_id: null, images: 0, used: 0, found: 0, pictures: [], conflicts: [] }

/** What `suspects` and `same_pictures` of the newest report say of files that the dataset has still, with the label of then. */
export const findSuspects = async (db: Executor, datasetId: number): Promise<SuspectReport> => {
  const said = await findNewestDoubts(db, datasetId)
  if (!said) return NOTHING
  const { images = 0, used = 0, found = 0, pictures = [] } = said.suspects ?? {}
  const groups = (said.same_pictures ?? [])
    .filter(({ code }) => code === 'conflict')
    .slice(0, MOST_CONFLICTS)
    .map(({ files }) => files.slice(0, MOST_FILES))
  const ids = [...pictures, ...groups.flat()].map(({ file_id }) => file_id)
  const files = await nameFiles(db, datasetId, ids)
  const still = <T extends { file_id: number; label: string }>(one: T) => {
    const now = files.get(one.file_id)
    return now && now.label === one.label
      ? [{ ...one, path: now.path, split: now.split, bytes: now.bytes }]
      : []
  }
  return {
    model_id: said.model_id,
    images,
    used,
    found,
    pictures: pictures.flatMap(still),
    conflicts: groups
      .map((group) => ({ files: group.flatMap(still) }))
      .filter(({ files }) => files.length > 1),
  }
}
