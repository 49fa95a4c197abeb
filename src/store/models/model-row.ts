import { z } from 'zod'
import { jsonObject } from '../../contract/scalars.ts'
import { isoTime } from '../sql.ts'

/** A model as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const modelRow = z
  .object({
    dataset_id: z.int().nullable(),
    parameters: jsonObject,
    description: z.string(),
    id: z.int(),
    created: z.string(),
    model_path: z.string().min(1),
  })
  .meta({ id: 'Model' })
export type ModelRow = z.infer<typeof modelRow>

/** SQL of a model row; expects `models m`. */
export const modelColumns = `m.dataset_id, m.parameters, m.description, m.id, ${isoTime('m.created_at')} as created,
  'models/' || m.id || '/' as model_path`
