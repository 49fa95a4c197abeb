import type { Executor } from '../../db/create-database.ts'
import { AppError, type Loc } from '../../errors.ts'
import { countLabels } from '../../store/datasets/datasets.ts'
import { findDatasetOrFail } from '../find-or-fail.ts'

const LABELLING =
  'Upload with the folder in the file name (Empty/1.png), with ?label=Empty, or as a .zip or .tar of one folder per class.'
/** Labels that an error names. */
const MAX_TOLD = 20
/** Bound of the job contract. */
const MAX_CLASSES = 1000

const describe = (labels: { label: string | null; usable: number; problems: number }[]) =>
  labels
    .slice(0, MAX_TOLD)
    .map(({ label, usable, problems }) => {
      const name = label === null ? 'unlabelled' : `"${label}"`
      return `${name}: ${usable} usable${problems > 0 ? `, ${problems} with problems` : ''}`
    })
    .concat(labels.length > MAX_TOLD ? [`and ${labels.length - MAX_TOLD} more`] : [])
    .join('; ') || 'no files'

/**
 * The classes that a dataset can be trained on, in training order: sorted by code point.
 * @throws AppError `not-found`, or `invalid-request` with what was found and how to label.
 */
export const findTrainableClasses = async (db: Executor, datasetId: number, loc: Loc): Promise<string[]> => {
  const labels = await countLabels(db, datasetId)
  // After the count: a dataset that is deleted between the two is one that does not exist, not one without files.
  await findDatasetOrFail(db, datasetId, loc)
  const usable = labels.filter(({ label, usable }) => label !== null && usable > 0)
  if (usable.length < 2 || usable.length > MAX_CLASSES) {
    const wants = usable.length < 2 ? 'at least two classes' : `at most ${MAX_CLASSES} classes`
    throw new AppError('invalid-request', `Training needs ${wants}; found ${describe(labels)}.`, {
      loc,
      hint: LABELLING,
    })
  }
  return usable.flatMap(({ label }) => label ?? [])
}
