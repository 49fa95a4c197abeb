import { z } from 'zod'
import { looseBoolean, looseInteger } from '../../../contract/scalars.ts'
import { AppError } from '../../../errors.ts'
import { readBlob } from '../../../store/blobs/read-blob.ts'
import {
  clearProblems,
  datasetFile,
  deleteFile,
  findFile,
  listFiles,
  splits,
} from '../../../store/datasets/files.ts'
import { findThumbnail, keepThumbnail } from '../../../store/datasets/thumbnails.ts'
import { MAX_ID } from '../../../store/sql.ts'
import { findDatasetOrFail, noFile } from '../../../usecases/find-or-fail.ts'
import type { AppDeps } from '../../app-deps.ts'
import { type Endpoint, endpoint } from '../../endpoint.ts'
import { responses } from '../../openapi/documented-responses.ts'
import { hasAlready } from '../../pipeline/has-already.ts'
import { sendBlob } from '../../pipeline/send-blob.ts'
import { anyId, existing } from '../parameters.ts'

const TAG = 'Datasets'
const params = z.object({ dataset_id: anyId })
const fileParams = params.extend({ file_id: anyId })
const page = z.object({
  label: z.string().max(1000).optional().describe('Only this label; empty for the unlabelled.'),
  split: z
    .enum([...splits, 'none'])
    .optional()
    .describe('Only this part; none for what is in no part.'),
  problem: looseBoolean.optional().describe('Only files with a problem, or only those without.'),
  after: looseInteger.pipe(z.int().min(0).max(MAX_ID)).default(0).describe('Files after this id.'),
  limit: looseInteger.pipe(z.int().min(1).max(1000)).default(100),
})

/** What cannot be shown may well be trained on: the container decodes more formats. */
const noThumbnail = (mediaType: string | null) => {
  const message =
    mediaType === 'image/heic'
      ? 'No thumbnails are made of HEIC pictures; they are trained on all the same.'
      : 'There is no thumbnail of this file: it cannot be decoded.'
  return new AppError('invalid-request', message, { hint: 'Download the file itself.' })
}

export const datasetFileEndpoints = (deps: AppDeps): Endpoint[] => {
  const { db, thumbnails } = deps
  const findOrFail = async (datasetId: number | null, fileId: number | null) => {
    const file = datasetId && fileId ? await findFile(db.knex, datasetId, fileId) : null
    if (!file) throw noFile()
    return file
  }
  const thumbnailOf = async (dataset: number, file: Awaited<ReturnType<typeof findOrFail>>) => {
    const kept = await findThumbnail(db.knex, file.id, file.blob_id)
    if (kept) return kept
    const open = () => readBlob(db.streams, file.blob_id, { start: 0, end: file.bytes - 1 })
    const made = file.media_type ? await thumbnails.make({ dataset, bytes: file.bytes, open }) : null
    if (!made) throw noThumbnail(file.media_type)
    await keepThumbnail(db.knex, file.id, file.blob_id, made)
    return made
  }
  return [
    endpoint({
      operationId: 'list_dataset_files',
      method: 'get',
      path: '/datasets/{dataset_id}/files',
      tag: TAG,
      summary: 'Files of a dataset, by id, in pages',
      params,
      query: page,
      responses: {
        200: { description: 'A page of files', schema: z.array(datasetFile) },
        ...responses.missing,
        ...responses.invalid,
      },
      handle: async ({ params, query }) => {
        const { id } = await findDatasetOrFail(db.knex, existing(params.dataset_id, 'dataset'))
        const label = query.label === '' ? null : query.label
        const split = query.split === 'none' ? null : query.split
        return { status: 200, json: await listFiles(db.knex, id, { ...query, label, split }) }
      },
    }),
    endpoint({
      operationId: 'download_dataset_file',
      method: 'get',
      path: '/datasets/{dataset_id}/files/{file_id}',
      tag: TAG,
      summary: 'One file as it was uploaded',
      params: fileParams,
      responses: {
        200: { description: 'The file', mediaType: '*/*' },
        ...responses.ranges,
        ...responses.missing,
      },
      handle: async ({ request, params }) => {
        const file = await findOrFail(params.dataset_id, params.file_id)
        // Only what was recognised as a picture goes out under its type: a browser must not run an upload.
        return sendBlob(
          db,
          request,
          { ...file, media_type: file.media_type ?? 'application/octet-stream' },
          `${file.id}`,
        )
      },
    }),
    endpoint({
      operationId: 'delete_dataset_file',
      method: 'delete',
      path: '/datasets/{dataset_id}/files/{file_id}',
      tag: TAG,
      summary: 'Take one file out of a dataset',
      params: fileParams,
      responses: { 204: { description: 'Deleted' }, ...responses.missing },
      handle: async ({ params }) => {
        const file = await findOrFail(params.dataset_id, params.file_id)
        await deleteFile(db.knex, existing(params.dataset_id, 'dataset'), file.id)
        return { status: 204 }
      },
    }),
    endpoint({
      operationId: 'clear_dataset_problems',
      method: 'delete',
      path: '/datasets/{dataset_id}/problems',
      tag: TAG,
      summary: 'Forget which files trainings found broken: the next one decides anew',
      params,
      responses: {
        200: {
          description:
            'Forgotten. What was seen at the upload stays: such a file is to be replaced or deleted',
          schema: z.object({ cleared: z.int().describe('Files that take part in training again.') }),
        },
        ...responses.missing,
      },
      handle: async ({ params }) => {
        const { id } = await findDatasetOrFail(db.knex, existing(params.dataset_id, 'dataset'))
        return { status: 200, json: { cleared: await clearProblems(db.knex, id) } }
      },
    }),
    endpoint({
      operationId: 'thumbnail_of_dataset_file',
      method: 'get',
      path: '/datasets/{dataset_id}/files/{file_id}/thumbnail',
      tag: TAG,
      summary: 'A PNG of at most 128 x 128 pixels',
      params: fileParams,
      responses: {
        200: { description: 'The thumbnail', mediaType: 'image/png' },
        ...responses.unchanged,
        ...responses.missing,
        422: { description: 'The file cannot be decoded', schema: responses.missing[404].schema },
      },
      handle: async ({ request, params }) => {
        const file = await findOrFail(params.dataset_id, params.file_id)
        const headers = { 'Cache-Control': 'private, max-age=86400', ETag: `"${file.sha256}-128"` }
        if (file.media_type && hasAlready(request, headers.ETag)) return { status: 304, headers }
        const png = await thumbnailOf(existing(params.dataset_id, 'dataset'), file)
        return {
          status: 200,
          headers: { ...headers, 'Content-Type': 'image/png' },
          send: async (response) => {
            response.end(png)
          },
        }
      },
    }),
  ]
}
