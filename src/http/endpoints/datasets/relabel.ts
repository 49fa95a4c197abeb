import { z } from 'zod'
import { datasetFile, findFile, splits } from '../../../store/datasets/files.ts'
import { relabelled } from '../../../store/datasets/relabel.ts'
import { MAX_ID } from '../../../store/sql.ts'
import { relabelFiles } from '../../../usecases/datasets/relabel-files.ts'
import { noFile } from '../../../usecases/find-or-fail.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { anyId, existing } from '../parameters.ts'
import { labelsAlike } from './upload-query.ts'

const TAG = 'Datasets'
const params = z.object({ dataset_id: anyId })
const query = z.object({ labels_alike: labelsAlike })
/** As many as one upload may have files by default. */
const MOST_FILES = 10_000

/** Longer than a label may be: its words say so better. */
const label = z.string().min(1).max(1000).nullable()
const part = z.enum(splits).nullable()
const split = part.optional().describe('Part of the dataset that it is to be in; null for none.')

const single = z
  .strictObject({ label: label.optional().describe('Null takes it away.'), split })
  .refine((body) => body.label !== undefined || body.split !== undefined, 'give label, split or both')
  .meta({ id: 'FileChange' })

const bulk = z
  .strictObject({
    files: z.array(z.int().min(1).max(MAX_ID)).min(1).max(MOST_FILES).optional().describe('Ids of files.'),
    from: label.optional().describe('Files of this label; null for those without.'),
    from_split: part.optional().describe('Files of this part; null for those in none.'),
    to: label.optional().describe('The label they are to have; null takes it away.'),
    split,
  })
  .refine(
    ({ files, from, from_split }) => files !== undefined || from !== undefined || from_split !== undefined,
    {
      error: 'say which files: files, from or from_split; what is given together must all hold',
    },
  )
  .refine(
    ({ to, split }) => to !== undefined || split !== undefined,
    'say what they are to have: to, split or both',
  )
  .meta({ id: 'FilesChange' })

const errors = { ...responses.missing, ...responses.invalid, ...responses.tooLarge }

export const relabelEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'relabel_dataset_file',
    method: 'patch',
    path: '/datasets/{dataset_id}/files/{file_id}',
    tag: TAG,
    summary: 'Give one file another label or part',
    params: params.extend({ file_id: anyId }),
    query,
    body: single,
    responses: { 200: { description: 'The file as it is now', schema: datasetFile }, ...errors },
    handle: async ({ params, query, body }) => {
      const datasetId = existing(params.dataset_id, 'dataset')
      const id = existing(params.file_id, 'file')
      await relabelFiles(
        db.knex,
        datasetId,
        { selection: { ids: [id] }, change: body },
        { alike: query.labels_alike, labelLoc: ['body', 'label'] },
      )
      const file = await findFile(db.knex, datasetId, id)
      if (!file) throw noFile()
      return { status: 200, json: datasetFile.parse(file) }
    },
  }),
  endpoint({
    operationId: 'relabel_dataset_files',
    method: 'patch',
    path: '/datasets/{dataset_id}/files',
    tag: TAG,
    summary: 'Give files another label or part, by ids, by the label or by the part they have; all or none',
    params,
    query,
    body: bulk,
    responses: { 200: { description: 'What became of them', schema: relabelled }, ...errors },
    handle: async ({ params, query, body }) => {
      const selection = { ids: body.files, label: body.from, split: body.from_split }
      const done = await relabelFiles(
        db.slow,
        existing(params.dataset_id, 'dataset'),
        { selection, change: { label: body.to, split: body.split } },
        { alike: query.labels_alike, labelLoc: ['body', 'to'] },
      )
      return { status: 200, json: done }
    },
  }),
]
