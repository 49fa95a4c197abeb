import { z } from 'zod'
import { isoTime } from '../sql.ts'

/** A compiled model as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const compiledModelRow = z
  .object({ created: z.string(), model_id: z.int(), model_path: z.string().min(1), id: z.int() })
  .meta({ id: 'CompiledModel' })
export type CompiledModelRow = z.infer<typeof compiledModelRow>

/** SQL of a compiled model's row; expects `compiled_models c`. */
export const compiledModelColumns = `${isoTime('c.created_at')} as created, c.model_id,
  'compiled_models/' || c.id || '/' as model_path, c.id`
