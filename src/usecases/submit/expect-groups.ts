import { groupByOf } from '../../contract/training.ts'
import type { Executor } from '../../db/create-database.ts'
import { AppError, type Loc } from '../../errors.ts'
import { likeGroup } from '../../labels/group-name.ts'
import { hasPathLike } from '../../store/datasets/files.ts'

/**
 * Insists that `group_by` of a training's parameters says something of at least one picture.
 * @throws AppError `invalid-request`
 */
export const expectGroups = async (db: Executor, datasetId: number, parameters: object, loc: Loc) => {
  const by = groupByOf(parameters)
  if (by === undefined || (await hasPathLike(db, datasetId, likeGroup(by)))) return
  const what = 'folder' in by ? `a folder at level ${by.folder}` : `a name like ${by.pattern}`
  throw new AppError(
    'invalid-request',
    `No picture of the dataset has ${what}, so group_by groups nothing.`,
    {
      loc,
      hint: 'GET /datasets/{dataset_id}/files shows the names.',
    },
  )
}
