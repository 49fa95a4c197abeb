import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createRunFeed } from '../../src/store/runs/feed.ts'
import { watchClaim } from '../../src/tasks/watch-claim.ts'
import { useTestDatabase } from '../support/create-test-database.ts'
import { silentLogger } from '../support/silent-logger.ts'

it('looks once at a time, however often it is nudged, and sees what changed during a look', async () => {
  const db = await useTestDatabase()
  const { rows } = await db.knex.raw(
    "insert into runs (kind, request, state, claim) values ('train', '{}', 'running', gen_random_uuid()) returning id, claim",
  )
  const { id, claim } = rows[0]
  const feed = createRunFeed(db.url, silentLogger)
  await feed.start()
  onTestFinished(() => feed.stop())
  let cancelled = 0
  const stop = watchClaim({
    db,
    feed,
    runId: id,
    claim,
    logger: silentLogger,
    onCancel: () => cancelled++,
    onLost: () => undefined,
  })
  onTestFinished(stop)
  await sleep(200)
  await db.knex.transaction(async (trx) => {
    await trx.raw('lock table runs in access exclusive mode')
    for (let nudge = 0; nudge < 30; nudge++) {
      await db.slow.raw('select pg_notify(?, ?)', ['tinymlaas_runs', id])
      await sleep(10)
    }
    const { rows } = await trx.raw(
      "select count(*)::int as looks from pg_locks where not granted and relation = 'runs'::regclass",
    )
    expect(rows).toEqual([{ looks: 1 }])
    await trx.raw('update runs set cancel_requested_at = now() where id = ?', [id])
  })
  await expect.poll(() => cancelled).toBeGreaterThan(0)
})
