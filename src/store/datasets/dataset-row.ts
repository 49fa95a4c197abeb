import { z } from 'zod'

/** A dataset as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const datasetRow = z
  .object({
    path: z.string().min(1),
    name: z.string(),
    description: z.string(),
    size: z.string().describe('Sum of the files’ sizes in MiB, as in "12.3 MB".'),
    id: z.int(),
  })
  .meta({ id: 'Dataset' })
export type DatasetRow = z.infer<typeof datasetRow>

/** SQL of a dataset row; expects `datasets d`. `bytes` is the SQL of the sum of its files' sizes, or null. */
export const datasetColumns = (
  bytes = '(select sum(f.bytes) from dataset_files f where f.dataset_id = d.id)',
) => `
  'datasets/' || d.id || '/' as path, d.name, d.description,
  round(coalesce(${bytes}, 0) / 1048576.0, 1) || ' MB' as size, d.id`
