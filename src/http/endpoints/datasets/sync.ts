import { z } from 'zod'
import { looseBoolean } from '../../../contract/scalars.ts'
import { syncDataset, syncReport } from '../../../usecases/uploads/sync-dataset.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { receiveFiles } from '../../pipeline/uploads/receive-files.ts'
import { anyId, existing } from '../parameters.ts'
import { toOptions, uploadQuery } from './upload-query.ts'

const query = uploadQuery.omit({ on_conflict: true }).extend({
  sync: looseBoolean
    .refine((sync) => sync, 'must be true: what the archive does not have is removed; POST only adds')
    // As a word: clients of OpenAPI Generator 6.6.0 cannot send a boolean in a query.
    .meta({
      type: 'string',
      enum: ['true'],
      description: 'As a word of who knows that pictures are removed.',
    }),
  known: looseBoolean
    .default(false)
    .describe(
      'The archive may have a file SHA256SUMS, as sha256sum writes it: pictures named there need not be sent where the dataset has their content. A dry run says which it lacks.',
    ),
  others: z
    .enum(['remove', 'keep'])
    .default('remove')
    .describe('What becomes of files that the archive has not.'),
  dry_run: looseBoolean.default(false).describe('Only say what would be done.'),
})

export const syncEndpoints = (deps: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'sync_dataset',
    method: 'put',
    path: '/datasets/{dataset_id}/',
    tag: 'Datasets',
    summary: 'Make a dataset equal to an archive: what it has not is removed, all or nothing',
    params: z.object({ dataset_id: anyId }),
    query,
    upload: 'files',
    responses: {
      200: { description: 'What became of every file', schema: syncReport },
      ...responses.missing,
      409: {
        description: 'Pictures are only listed whose content the dataset has not',
        schema: responses.conflict[409].schema,
      },
      ...responses.invalid,
      ...responses.tooLarge,
    },
    handle: async ({ params, query, request, inPlace }) => {
      const id = existing(params.dataset_id, 'dataset')
      const options = { ...toOptions(query), isDryRun: query.dry_run, others: query.others }
      const known = query.known ? { known: { wanted: query.dry_run } } : {}
      const report = await inPlace('uploads', () =>
        receiveFiles(deps, id, { ...options, ...known }, request, (collected) =>
          syncDataset(deps.db, id, collected, options),
        ),
      )
      return { status: 200, json: report }
    },
  }),
]
