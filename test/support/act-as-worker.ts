import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { jobResult } from '../../src/contract/job.ts'
import { toOutcome } from '../../src/runner/outcome.ts'
import { createLease } from '../../src/store/blobs/lease.ts'
import type { NewArtifact } from '../../src/store/runs/artifacts.ts'
import { claimRun } from '../../src/store/runs/lifecycle.ts'
import { holdBar } from '../../src/tasks/hold-bar.ts'
import { compile } from '../../src/tasks/jobs/compile.ts'
import { continueTraining } from '../../src/tasks/jobs/continue.ts'
import { predict } from '../../src/tasks/jobs/predict.ts'
import { train } from '../../src/tasks/jobs/train.ts'
import { settleRun } from '../../src/tasks/settle-run.ts'
import type { TestDatabase } from './create-test-database.ts'

const tasks = { train, continue: continueTraining, compile, predict }
const png = readFileSync(new URL('../picture/samples/grey.png', import.meta.url))

/** What a container leaves, by kind; the manifests are those of real runs. */
const artifacts: Record<'train' | 'compile' | 'predict', Record<string, string | Buffer>> = {
  train: { 'model.keras': 'keras', 'holdout.npz': 'npz', 'curves.png': png, 'sample.png': png },
  compile: { 'model.tflite': 'TFL3', 'target_model.cc': '#include "target_model.h"\n' },
  predict: {},
}

const readResult = (name: 'train' | 'compile' | 'predict' | 'failed') =>
  jobResult.parse(
    JSON.parse(readFileSync(new URL(`../../tf-image/fixtures/result.${name}.json`, import.meta.url), 'utf8')),
  )

export type Ending = 'succeeded' | 'failed' | 'bad-input' | 'cancelled'

const nextRun = async (db: TestDatabase, patienceMs = 5000): Promise<string> => {
  for (const deadline = Date.now() + patienceMs; ; ) {
    const { rows } = await db.knex.raw(
      "select id from runs where state = 'queued' order by requested_at limit 1",
    )
    if (rows.length > 0) return z.object({ id: z.uuid() }).parse(rows[0]).id
    if (Date.now() > deadline) throw new Error('No run was submitted.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/**
 * Ends the next queued run as the worker ends it, by the same code, but without a container: for answers that do not
 * depend on what TensorFlow does. What does is in real-training.test.ts.
 */
export const endNextRun = async (db: TestDatabase, ending: Ending = 'succeeded'): Promise<void> => {
  const run = await claimRun(db.knex, await nextRun(db), 'test')
  if (!run) throw new Error('The run was claimed by somebody else.')
  // As a container reads it: a training fixes by that what it is trained on.
  for await (const { body } of tasks[run.kind].inputs(db, run)) for await (const _ of body);
  const kind = run.kind === 'continue' ? 'train' : run.kind
  const lease = createLease(db.bulk)
  const stored: NewArtifact[] = []
  for (const [name, content] of Object.entries(ending === 'succeeded' ? artifacts[kind] : {})) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const blob = await lease.write(
      (async function* () {
        yield bytes
      })(),
    )
    const mediaType = name.endsWith('.png') ? 'image/png' : 'application/octet-stream'
    stored.push({ name, mediaType, blobId: blob.id, bytes: bytes.length })
  }
  const verdicts = {
    succeeded: { reason: null, detail: '', hint: '' },
    failed: { reason: 'oom', detail: 'It needed more memory.', hint: 'Raise RUN_MEMORY_MIB.' },
    'bad-input': { reason: 'bad-input', detail: '', hint: '' },
    cancelled: { reason: 'cancelled', detail: 'It was cancelled.', hint: '' },
  } as const
  const results = {
    succeeded: readResult(kind),
    failed: null,
    'bad-input': readResult('failed'),
    cancelled: null,
  }
  const outcome = toOutcome(verdicts[ending], { result: results[ending], runtime: 'runc' })
  await settleRun(db, tasks, run, holdBar(run, outcome), stored)
  await lease.end()
}
