import type { Knex } from 'knex'
import { readRows } from '../rows.ts'
import { type DatasetRow, datasetColumns, datasetRow } from './dataset-row.ts'

export const listDatasets = async (db: Knex): Promise<DatasetRow[]> => {
  // One pass over the files: a sum for each dataset on its own takes twice as long for a thousand of them.
  const { rows } = await db.raw(
    `select ${datasetColumns('s.bytes')} from datasets d
     left join (select dataset_id, sum(bytes) as bytes from dataset_files group by dataset_id) s
       on s.dataset_id = d.id
     order by d.id`,
  )
  return readRows(datasetRow, rows)
}
