import type { Config } from '../config.ts'
import { jobSpec } from '../contract/job.ts'
import type { Database } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { adoptContainer } from '../runner/adopt-container.ts'
import { hints } from '../runner/classify-exit.ts'
import type { Engine } from '../runner/create-engine.ts'
import { InputError } from '../runner/input-error.ts'
import { type Outcome, toOutcome } from '../runner/outcome.ts'
import { runContainer } from '../runner/run-container.ts'
import type { RunOptions } from '../runner/run-types.ts'
import { writeBlob } from '../store/blobs/write-blob.ts'
import { type ClaimedRun, claimRun } from '../store/runs/claim-run.ts'
import type { RunFeed } from '../store/runs/create-run-feed.ts'
import type { NewArtifact } from '../store/runs/insert-artifacts.ts'
import { releaseRun } from '../store/runs/release-run.ts'
import { checkReport } from './check-report.ts'
import { compile } from './compile.ts'
import { continueTraining } from './continue.ts'
import { createEventWriter } from './create-event-writer.ts'
import { findEarlierAttempt } from './find-earlier-attempt.ts'
import { predict } from './predict.ts'
import { outputLimits, streamLimits, timing } from './run-limits.ts'
import { settleRun } from './settle-run.ts'
import type { Tasks } from './task.ts'
import { train } from './train.ts'
import { watchClaim } from './watch-claim.ts'

const tasks: Tasks = { train, continue: continueTraining, compile, predict }

/** How often the engine may fail or lose a run before that fails it. */
const MAX_LOSSES = 5
/** How often a run may be begun at all: one that ends its relay every time must not go on for ever. */
const MAX_ATTEMPTS = 25

export interface ExecuteDeps {
  db: Database
  feed: RunFeed
  engine: Engine
  config: Config
  logger: Logger
  /** The runtime for job containers; rejects when the policy allows none. */
  chooseRuntime: () => Promise<string>
}

/** Thrown so that the queue delivers the run again. */
class RunAgain extends Error {
  override readonly name = 'RunAgain'
}

// Attempts that ended with their relay do not count: being killed or replaced is no fault of the run.
const isWorthAnother = ({ reason }: Outcome, run: ClaimedRun) =>
  (reason === 'engine' || reason === 'lost') && run.losses + 1 < MAX_LOSSES && run.attempts <= MAX_ATTEMPTS

const givenUp = (run: ClaimedRun) =>
  toOutcome(
    {
      reason: 'lost',
      detail: `The run was begun ${run.attempts - 1} times and never ended.`,
      hint: 'The relay’s log tells under the run’s id what went wrong; submit it again when that is mended.',
    },
    {},
  )

/** What was to be sent is not there any more: no attempt will change that. */
const withoutInputs = (error: unknown): Outcome | null =>
  error instanceof InputError && error.cause instanceof AppError
    ? toOutcome({ reason: 'bad-input', detail: error.cause.message, hint: hints['bad-input'] }, {})
    : null

/**
 * Executes one delivery of a run: claims it, runs or adopts its container, stores what it leaves and ends it. A
 * rejection means that the run has not ended: the queue delivers it again. `release` lets go of the container.
 */
export const executeRun = async (deps: ExecuteDeps, runId: string, release: AbortSignal): Promise<void> => {
  const { db, feed, engine, config } = deps
  const runtime = await deps.chooseRuntime()
  const run = await claimRun(db.knex, runId, config.docker.instance)
  if (!run) return
  const logger = deps.logger
  const fields = { run_id: run.id, kind: run.kind, attempt: run.attempts }
  logger.info('run claimed', fields)

  const cancel = new AbortController()
  const lost = new AbortController()
  const events = createEventWriter({ db, runId, claim: run.claim, logger, onLost: () => lost.abort() })
  const stopWatching = watchClaim({
    db,
    feed,
    runId,
    claim: run.claim,
    logger,
    onCancel: () => cancel.abort(),
    onLost: () => lost.abort(),
  })
  let artifacts: NewArtifact[] = []

  let again = false
  const settle = async (outcome: Outcome) => {
    await events.flush()
    if (isWorthAnother(outcome, run)) {
      again = await releaseRun(db.knex, run.id, run.claim, outcome.detail)
      return
    }
    const checked = checkReport(run.kind, outcome)
    const settled = await settleRun(db, tasks, run, checked, artifacts)
    const { state, reason, detail } = checked
    logger.info(settled ? 'run ended' : 'run was taken over', { ...fields, state, reason, detail })
  }

  try {
    if (run.attempts > MAX_ATTEMPTS) return await settle(givenUp(run))
    const earlier = await findEarlierAttempt(engine, runId)
    const options: RunOptions = {
      engine,
      logger,
      key: { runId, attempt: earlier?.attempt ?? run.attempts, instance: config.docker.instance },
      job: jobSpec.parse({
        version: 1,
        kind: run.kind,
        run_id: run.id,
        deadline_seconds: Math.ceil(config.run.timeoutSeconds),
        classes: run.request.classes,
        parameters: run.request.parameters,
      }),
      inputs: tasks[run.kind].inputs(db, run),
      profile: {
        image: config.docker.image,
        runtime,
        limits: {
          memoryBytes: config.run.memoryBytes,
          cpus: config.run.cpus,
          volumeBytes: config.run.diskBytes,
        },
      },
      volumeBytes: config.run.diskBytes,
      streams: streamLimits,
      outputs: outputLimits,
      timing: { ...timing, deadlineMs: config.run.timeoutSeconds * 1000 },
      onEvent: ({ type, ...data }) => events.add(type, data),
      onLog: ({ stream, text }) => events.add('log', { level: 'info', stream, message: text }),
      collect: async ({ name, mediaType, bytes, body }) => {
        const blob = await writeBlob(db.bulk, body)
        // A collection that is tried again brings the same names again.
        artifacts = [...artifacts.filter((a) => a.name !== name), { name, mediaType, blobId: blob.id, bytes }]
      },
      settle,
      cancel: cancel.signal,
      release: AbortSignal.any([release, lost.signal]),
    }
    const outcome = await (earlier?.isStarted ? adoptContainer(options) : runContainer(options))
    if (again) throw new RunAgain(outcome.detail)
  } catch (error) {
    const outcome = withoutInputs(error)
    if (!outcome) throw error
    await settle(outcome)
  } finally {
    stopWatching()
    await events.flush()
  }
}
