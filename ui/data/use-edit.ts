import { useCallback } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { upload } from '../api/upload.ts'
import { plural } from '../parts/format.ts'
import { useNotify } from '../parts/notices.tsx'
import type { DatasetFile, Split } from './dataset.ts'

/** Bytes of deleted pictures that the page keeps to be able to bring them back. */
const MAX_KEPT = 64 * 1024 * 1024

/** What has to be known of a file to change it and to bring it back. */
export type EditedFile = Pick<DatasetFile, 'id' | 'path' | 'label' | 'split' | 'bytes'>

interface Change {
  label?: string | null
  split?: Split | null
}

/** Changes files of a dataset, each with a way back that is offered for a while. */
export const useEdit = (datasetId: number, onChange: () => void) => {
  const { client, token, urlOf, fetchFile } = useSession()
  const notify = useNotify()

  const patch = useCallback(
    async (files: number[], change: Change) => {
      const { label, split } = change
      const body = {
        files,
        ...(label === undefined ? {} : { to: label }),
        ...(split === undefined ? {} : { split }),
      }
      const params = { path: { dataset_id: datasetId } }
      dataOf(await client.PATCH('/datasets/{dataset_id}/files', { params, body }))
    },
    [client, datasetId],
  )

  const change = useCallback(
    async (files: EditedFile[], wanted: Change) => {
      const before = Map.groupBy(files, ({ label, split }) => JSON.stringify([label ?? null, split ?? null]))
      await patch(
        files.map(({ id }) => id),
        wanted,
      )
      onChange()
      const what =
        wanted.label === undefined ? `moved to ${wanted.split ?? 'no part'}` : `now “${wanted.label}”`
      const undo = async () => {
        for (const [key, group] of before) {
          const [label, split]: [string | null, Split | null] = JSON.parse(key)
          await patch(
            group.map(({ id }) => id),
            wanted.label === undefined ? { split } : { label },
          )
        }
        onChange()
      }
      notify({ text: `${plural(files.length, 'picture')} ${what}.`, undo })
    },
    [patch, notify, onChange],
  )

  const restore = useCallback(
    async (kept: { file: EditedFile; blob: Blob }[]) => {
      for (const { file, blob } of kept) {
        const query = new URLSearchParams({ split: file.split ?? 'none' })
        if (file.label) query.set('label', file.label)
        else query.set('layout', 'none')
        const url = urlOf(`/datasets/${datasetId}/?${query}`)
        await upload({ url, token, files: [{ name: file.path, blob }] })
      }
      onChange()
    },
    [datasetId, onChange, token, urlOf],
  )

  const remove = useCallback(
    async (files: EditedFile[]) => {
      const isKept = files.reduce((sum, { bytes }) => sum + bytes, 0) <= MAX_KEPT
      const kept: { file: EditedFile; blob: Blob }[] = []
      for (const file of files) {
        const path = `/datasets/${datasetId}/files/${file.id}` as const
        if (isKept) kept.push({ file, blob: await fetchFile(path) })
        const params = { path: { dataset_id: datasetId, file_id: file.id } }
        dataOf(await client.DELETE('/datasets/{dataset_id}/files/{file_id}', { params }))
      }
      onChange()
      const text = `${plural(files.length, 'picture')} deleted.`
      notify(isKept ? { text, undo: () => restore(kept) } : { text })
    },
    [client, datasetId, fetchFile, notify, onChange, restore],
  )

  return { change, remove }
}
