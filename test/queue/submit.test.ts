import { expect, it } from 'vitest'
import { z } from 'zod'
import type { RunReason } from '../../src/contract/run.ts'
import { claimRun, endRun } from '../../src/store/runs/lifecycle.ts'
import type { TestDatabase } from '../support/create-test-database.ts'
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

/** Ends a run as its worker would. */
const fail = async (db: TestDatabase, runId: string, reason: RunReason) => {
  const run = await claimRun(db.knex, runId, 'test')
  const state = reason === 'cancelled' ? 'cancelled' : 'failed'
  const ending = {
    state,
    reason,
    detail: 'd',
    hint: 'h',
    report: null,
    runtime: null,
    imageId: null,
  } as const
  expect(await endRun(db.knex, runId, run?.claim ?? '', ending)).toBe(true)
}

it.each(['image', 'engine', 'lost', 'disk', 'timeout'] as const)(
  'makes another run under the same key when the earlier one failed for a reason outside the request: %s',
  async (reason) => {
    const { db, submit, count } = await useSubmission()
    const earlier = accepted.parse((await submit('key')).json).run_id
    await fail(db, earlier, reason)
    // At once, as impatient clients do: together they make one.
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit('key')))
    const ids = new Set(answers.map(({ json }) => accepted.parse(json).run_id))
    expect(ids.size).toBe(1)
    expect(ids).not.toContain(earlier)
    expect((await count()).runs).toBe(2)
    // It says which it was, in the answer and in the run.
    const words = `The run ${earlier} of the same Idempotency-Key failed for a reason outside the request (${reason}): this is another one.`
    const told = answers.map(({ headers }) => headers['warning']).filter(Boolean)
    expect(told).toEqual([`299 - "${words}"`])
    const { rows } = await db.knex.raw("select run_id, data from run_events where type = 'warning'")
    expect(rows).toEqual([
      { run_id: [...ids][0], data: { code: 'repeated', message: words, stream: 'relay' } },
    ])
    expect(await submit('key', 'different')).toMatchObject({ status: 409 })
  },
)

it.each(['bad-input', 'oom', 'exit', 'bad-output', 'cancelled'] as const)(
  'returns the earlier run that ended for a reason of its own: %s',
  async (reason) => {
    const { db, submit } = await useSubmission()
    const earlier = accepted.parse((await submit('key')).json).run_id
    await fail(db, earlier, reason)
    const again = await submit('key')
    expect(accepted.parse(again.json).run_id).toBe(earlier)
    expect(again.headers['warning']).toBeUndefined()
  },
)
