import { expect } from 'vitest'
import { z } from 'zod'
import { multipart, type Part } from './multipart.ts'
import type { RunningApp } from './start-app.ts'

/** An empty dataset, the only one there is, and what is stored of it. */
export const createDatasetUnderTest = async (app: RunningApp) => {
  await app.db.knex.raw('delete from datasets')
  await app.db.knex.raw('delete from blobs')
  const { json } = await app.ask('POST /datasets/?dataset_name=n&dataset_desc=d')
  const { id } = z.object({ id: z.int() }).parse(json)
  const files = async () => {
    const { rows } = await app.db.knex.raw('select path, label from dataset_files order by path collate "C"')
    return z.array(z.object({ path: z.string(), label: z.string().nullable() })).parse(rows)
  }
  const countBlobs = async () => Number((await app.db.knex.raw('select count(*) as n from blobs')).rows[0].n)
  return {
    id,
    files,
    countBlobs,
    upload: (parts: Part[], query = '') => app.ask(`POST /datasets/${id}/${query}`, multipart(parts)),
    /** An upload whose client wants to know what became of it. */
    report(parts: Part[], query = '') {
      const { body = '', headers } = multipart(parts)
      const wanting = { body, headers: { ...headers, Prefer: 'return=representation' } }
      return app.ask(`POST /datasets/${id}/${query}`, wanting)
    },
    labels: async () => Object.fromEntries((await files()).map(({ path, label }) => [path, label])),
    async expectNothingStored() {
      expect(await files()).toEqual([])
      expect(await countBlobs()).toBe(0)
    },
  }
}
export type DatasetUnderTest = Awaited<ReturnType<typeof createDatasetUnderTest>>
