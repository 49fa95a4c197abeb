import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow, readRows } from '../rows.ts'
import { MAX_LABELS } from './datasets.ts'
import type { Split } from './files.ts'

/** Files of a dataset that all of these hold for; what is not given holds for every file. */
export interface FileSelection {
  ids?: number[] | undefined
  /** Null: without a label. */
  label?: string | null | undefined
  /** Null: in no part. */
  split?: Split | null | undefined
}

/** What files are to have; what is not given stays as it is. */
export interface FileChange {
  label?: string | null | undefined
  split?: Split | null | undefined
}

/** SQL: file `f` is selected. */
const isSelected = `((:ids::int[] is null or f.id = any(:ids))
  and (not :byLabel::boolean or f.label is not distinct from :label)
  and (not :bySplit::boolean or f.split is not distinct from :split))`

const toValues = (datasetId: number, { ids, label, split }: FileSelection) => ({
  datasetId,
  ids: ids ?? null,
  byLabel: label !== undefined,
  label: label ?? null,
  bySplit: split !== undefined,
  split: split ?? null,
})

/** Those of the ids that no file of the dataset has. */
export const findMissingFiles = async (trx: Knex, datasetId: number, ids: number[]): Promise<number[]> => {
  const { rows } = await trx.raw(
    `select id from unnest(:ids::int[]) as asked(id)
     where not exists (select 1 from dataset_files f where f.dataset_id = :datasetId and f.id = asked.id) order by id`,
    { datasetId, ids },
  )
  return readRows(z.object({ id: z.int() }), rows).map(({ id }) => id)
}

/** Labels of the files that are not selected, sorted. */
export const listOtherLabels = async (
  trx: Knex,
  datasetId: number,
  selection: FileSelection,
): Promise<string[]> => {
  const { rows } = await trx.raw(
    `select distinct f.label collate "C" as label from dataset_files f
     where f.dataset_id = :datasetId and f.label is not null and not ${isSelected} order by 1 limit ${MAX_LABELS}`,
    toValues(datasetId, selection),
  )
  return readRows(z.object({ label: z.string() }), rows).map(({ label }) => label)
}

export const relabelled = z
  .object({
    matched: z.int().describe('Files that were meant.'),
    relabelled: z.int().describe('Of these, files whose label is another now.'),
    moved: z.int().describe('Of these, files that are in another part now.'),
  })
  .meta({ id: 'Relabelled' })

/** Changes the label or the part of the selected files. They stay the same files. */
export const changeFiles = async (
  trx: Knex,
  datasetId: number,
  selection: FileSelection,
  { label, split }: FileChange,
) => {
  const { rows } = await trx.raw(
    `with chosen as (
       select f.id, f.label, f.split,
              case when :setLabel::boolean then :newLabel else f.label end as new_label,
              case when :setSplit::boolean then :newSplit else f.split end as new_split
       from dataset_files f where f.dataset_id = :datasetId and ${isSelected}
     ), changed as (
       update dataset_files f set label = c.new_label, split = c.new_split from chosen c
       where f.id = c.id and (c.label is distinct from c.new_label or c.split is distinct from c.new_split)
       returning c.label is distinct from c.new_label as relabelled, c.split is distinct from c.new_split as moved
     )
     select (select count(*) from chosen) as matched, count(*) filter (where relabelled) as relabelled,
            count(*) filter (where moved) as moved from changed`,
    {
      ...toValues(datasetId, selection),
      setLabel: label !== undefined,
      newLabel: label ?? null,
      setSplit: split !== undefined,
      newSplit: split ?? null,
    },
  )
  return readRow(relabelled, rows)
}
