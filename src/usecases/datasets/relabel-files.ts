import type { Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError, type Loc } from '../../errors.ts'
import { cleanLabel } from '../../labels/clean-label.ts'
import { listNames } from '../../labels/list-names.ts'
import { settleLabels } from '../../labels/settle-labels.ts'
import type { LabelOptions } from '../../labels/upload.ts'
import { lockDataset } from '../../store/datasets/files.ts'
import {
  changeFiles,
  type FileChange,
  type FileSelection,
  findMissingFiles,
  listOtherLabels,
} from '../../store/datasets/relabel.ts'
import { findDatasetOrFail } from '../find-or-fail.ts'

export interface RelabelOptions {
  /** Labels that look alike: kept apart, or made one; without an answer it is asked. */
  alike: LabelOptions['alike']
  /** Which part of the request gave the label. */
  labelLoc: Loc
}

/** Ids and labels that an error names. */
const MAX_TOLD = 20

const settleLabel = (label: string, others: string[], { alike, labelLoc: loc }: RelabelOptions): string => {
  const clean = cleanLabel(label)
  // Two that look alike may be there already; who names one of them means that one.
  if (clean !== null && others.includes(clean)) return clean
  const { of, problems } = settleLabels(new Map([[label, 1]]), { alike, knownLabels: others })
  const refusal = problems.find(({ isRefusal }) => isRefusal)
  if (refusal) throw new AppError('invalid-request', refusal.message, { loc, hint: refusal.hint })
  const settled = of.get(label) ?? null
  if (settled !== null) return settled
  throw new AppError('invalid-request', 'Of this label nothing is left that can be shown.', {
    loc,
    hint: 'Give it letters or digits, or null for no label.',
  })
}

const noFiles = (missing: number[]) =>
  new AppError('not-found', `The dataset has no file ${missing.slice(0, MAX_TOLD).join(', ')}.`, {
    hint: `Nothing was changed: ${missing.length} of the ids name no file of it.`,
  })

const nothingSelected = (others: string[]) =>
  new AppError('not-found', 'No file of the dataset is meant by this.', {
    hint: others.length > 0 ? `Its labels: ${listNames(others)}.` : 'It has no labels.',
  })

/**
 * Gives the selected files of a dataset another label or part, all or none.
 * @throws AppError `not-found` when an id, or the selection, names no file; `invalid-request` for a label that is none,
 *   or that looks like another one and it was not said what is meant.
 */
export const relabelFiles = async (
  db: Executor,
  datasetId: number,
  { selection, change }: { selection: FileSelection; change: FileChange },
  options: RelabelOptions,
) => {
  await findDatasetOrFail(db, datasetId)
  return transaction(db, async (trx) => {
    await lockDataset(trx, datasetId)
    const missing = selection.ids ? await findMissingFiles(trx, datasetId, selection.ids) : []
    if (missing.length > 0) throw noFiles(missing)
    const others = await listOtherLabels(trx, datasetId, selection)
    const { label } = change
    const settled = typeof label === 'string' ? { label: settleLabel(label, others, options) } : {}
    const done = await changeFiles(trx, datasetId, selection, { ...change, ...settled })
    if (done.matched === 0) throw nothingSelected(others)
    return done
  })
}
