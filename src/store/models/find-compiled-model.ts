import type { Knex } from 'knex'
import { z } from 'zod'
import { findRow } from '../rows.ts'
import { compiledModelColumns, compiledModelRow } from './compiled-model-row.ts'

/** A compiled model with the run that holds its artifacts. */
const row = compiledModelRow.extend({ run_id: z.uuid(), model_version: z.int() })

export const findCompiledModel = async (db: Knex, id: number) => {
  const { rows } = await db.raw(
    `select ${compiledModelColumns}, c.run_id, c.model_version from compiled_models c where c.id = ?`,
    [id],
  )
  return findRow(row, rows)
}
