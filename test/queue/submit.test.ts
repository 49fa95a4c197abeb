import { expect, it } from 'vitest'
import { z } from 'zod'
import { useApp } from '../support/start-app.ts'

const accepted = z.object({ run_id: z.uuid() })

/** A relay without a worker, and a dataset that can be trained on. */
const useSubmission = async () => {
  const { ask, db } = await useApp()
  const { rows } = await db.knex.raw(
    `with dataset as (insert into datasets (name, description) values ('x', 'x') returning id),
          blob as (insert into blobs (sha256, bytes, state)
                   values (sha256('x'), 1, 'ready') returning id),
          file as (insert into dataset_files (dataset_id, path, label, blob_id, bytes, media_type)
                   select dataset.id, label || '.png', label, blob.id, 1, 'image/png'
                   from dataset, blob, unnest('{a,b}'::text[]) label)
     select id from dataset`,
  )
  const parameters = { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }
  const submit = (key: string | null, description = 'same') =>
    ask(`POST /models/datasets/${rows[0].id}?lossfunc=Categorical%20crossentropy`, {
      json: { parameters, description },
      headers: { Prefer: 'respond-async', ...(key === null ? {} : { 'Idempotency-Key': key }) },
      undocumented: true,
    })
  const count = async () => {
    const { rows } = await db.knex.raw(
      'select (select count(*)::int from runs) as runs, (select count(*)::int from pgboss.job) as jobs',
    )
    return rows[0]
  }
  return { db, submit, count }
}

it('makes one run of many equal requests under one key', async () => {
  const { submit, count } = await useSubmission()
  const answers = await Promise.all(Array.from({ length: 10 }, () => submit('key')))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202))
  const ids = answers.map(({ json }) => accepted.parse(json).run_id)
  expect(new Set(ids).size).toBe(1)
  expect(await count()).toEqual({ runs: 1, jobs: 1 })
  expect(await submit('key', 'different')).toMatchObject({
    status: 409,
    json: { code: 'conflict', run_id: ids[0] },
  })
  expect(accepted.parse((await submit(null)).json).run_id).not.toBe(ids[0])
})

it('writes the run and its place in the queue together, or neither', async () => {
  const { db, submit, count } = await useSubmission()
  await db.knex.raw('alter table pgboss.job add check (false) not valid')
  expect((await submit(null)).status).toBe(500)
  await db.knex.raw('alter table run_events add check (false) not valid')
  expect((await submit('key')).status).toBe(500)
  expect(await count()).toEqual({ runs: 0, jobs: 0 })
})
