import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../../contract/scalars.ts'
import { findRow, type IdPage, readRows } from '../rows.ts'
import { isoTime } from '../sql.ts'

/** A compiled model as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const compiledModelRow = z
  .object({
    created: time.describe('When it was compiled.'),
    model_id: z.int().describe('The model that it was compiled from.'),
    model_path: z.string().min(1).describe('What the predecessor called its folder.'),
    id: z.int().describe('Id of the compiled model.'),
    run_id: z.uuid().optional().describe('The run that compiled it; only in the answer to a compilation.'),
    reused_run_id: z
      .uuid()
      .optional()
      .describe('The run that had done the same before; only in an answer that is what it left.'),
  })
  .meta({ id: 'CompiledModel' })
export type CompiledModelRow = z.infer<typeof compiledModelRow>

/** SQL of a compiled model's row; expects `compiled_models c`. */
const compiledModelColumns = `${isoTime('c.created_at')} as created, c.model_id,
  'compiled_models/' || c.id || '/' as model_path, c.id`

export const listCompiledModels = async (db: Knex, page: IdPage): Promise<CompiledModelRow[]> => {
  const { rows } = await db.raw(
    `select ${compiledModelColumns} from compiled_models c where c.id > :after order by c.id limit :limit`,
    { ...page },
  )
  return readRows(compiledModelRow, rows)
}

/** A compiled model with the run that holds its artifacts. */
const foundCompiledModel = compiledModelRow.extend({ run_id: z.uuid(), model_version: z.int() })

export const findCompiledModel = async (db: Knex, id: number) => {
  const { rows } = await db.raw(
    `select ${compiledModelColumns}, c.run_id, c.model_version from compiled_models c where c.id = ?`,
    [id],
  )
  return findRow(foundCompiledModel, rows)
}

export const insertCompiledModel = async (
  trx: Knex,
  modelId: number,
  version: number,
  runId: string,
): Promise<void> => {
  await trx.raw('insert into compiled_models (model_id, model_version, run_id) values (?, ?, ?)', [
    modelId,
    version,
    runId,
  ])
}
