import type { Knex } from 'knex'

export interface FoundProblem {
  file_id: number
  code: string
  message: string
}

/** Notes on the files of a dataset what a container found wrong with them. */
export const markProblems = async (trx: Knex, datasetId: number, problems: FoundProblem[]): Promise<void> => {
  if (problems.length === 0) return
  await trx.raw(
    `with locked as (
       select id from dataset_files where dataset_id = :datasetId and id in (
         select (p ->> 'file_id')::int from jsonb_array_elements(:problems::jsonb) p)
       order by path for update
     )
     update dataset_files f
     set problem = jsonb_build_object('code', p ->> 'code', 'message', p ->> 'message', 'hint', 'Replace or delete the file.')
     from jsonb_array_elements(:problems::jsonb) p join locked on locked.id = (p ->> 'file_id')::int
     where f.id = locked.id`,
    { datasetId, problems: JSON.stringify(problems) },
  )
}
