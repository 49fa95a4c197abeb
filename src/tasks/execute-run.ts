import type { Config } from '../config.ts'
import type { OwnBoard } from '../contract/catalogue.ts'
import { toStorable } from '../contract/to-storable.ts'
import type { Database } from '../db/create-database.ts'
import { AppError } from '../errors.ts'
import { type Logger, withFields } from '../logger.ts'
import type { Engine } from '../runner/engine/create-engine.ts'
import { InputError } from '../runner/input/input-error.ts'
import { adoptContainer } from '../runner/lifecycle/adopt-container.ts'
import { hints } from '../runner/lifecycle/classify-exit.ts'
import { runContainer } from '../runner/lifecycle/run-container.ts'
import { type Outcome, toOutcome } from '../runner/outcome.ts'
import type { RunOptions, WarmContainers } from '../runner/types.ts'
import type { KeptModels } from '../runner/warm/create-kept-models.ts'
import { countOutput } from '../store/runs/events.ts'
import type { RunFeed } from '../store/runs/feed.ts'
import { type ClaimedRun, claimRun, releaseRun } from '../store/runs/lifecycle.ts'
import { noTracing, type Tracing } from '../tracing/span.ts'
import { createArtifactCollector } from './create-artifact-collector.ts'
import { createEventWriter } from './create-event-writer.ts'
import { describeContainer } from './describe-container.ts'
import { findEarlierAttempt } from './find-earlier-attempt.ts'
import { holdBar } from './hold-bar.ts'
import { compile } from './jobs/compile.ts'
import { continueTraining } from './jobs/continue.ts'
import { nameOfClassifier, predict, predictInputs } from './jobs/predict.ts'
import type { Tasks } from './jobs/task.ts'
import { train } from './jobs/train.ts'
import { measureRun, type RunMeter } from './measure-run.ts'
import type { JobPlace } from './readiness/create-gate.ts'
import { checkReport, settleRun } from './settle-run.ts'
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
  /** Label of this installation’s containers. */
  instance: string
  logger: Logger
  /** The operator's, which the image does not know. */
  ownBoards: OwnBoard[]
  /** Under what runs are executed; rejects while nothing may be executed here. */
  admit: () => Promise<JobPlace>
  /** Containers that wait for a run. */
  warm?: WarmContainers
  /** Containers that keep a model loaded. */
  kept?: Pick<KeptModels, 'answer'>
  /** Takes the removal of what an ended run left; resolves when the next one may begin. */
  leave?: (removal: Promise<void>) => Promise<void>
  /** Told what happens to runs. */
  metrics?: RunMeter
  tracing?: Tracing
}

/** Thrown so that the queue delivers the run again. */
class RunAgain extends Error {
  override readonly name = 'RunAgain'
}

// Attempts that ended with their relay do not count: being killed or replaced is no fault of the run.
const isWorthAnother = async ({ reason }: Outcome, run: ClaimedRun, admit: ExecuteDeps['admit']) => {
  if (run.losses + 1 >= MAX_LOSSES || run.attempts > MAX_ATTEMPTS) return false
  if (reason === 'engine' || reason === 'lost') return true
  // An image that vanished after the claim is no fault of the run: another worker may have it.
  return (
    reason === 'image' &&
    admit().then(
      () => false,
      () => true,
    )
  )
}

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
  const place = await deps.admit()
  const run = await claimRun(db.knex, runId, config.worker.name)
  if (!run) return
  // Both ids in every line about it, so that either finds the other.
  const ids = { run_id: run.id, ...(run.request_id ? { request_id: run.request_id } : {}) }
  const logger = withFields(deps.logger, ids)
  const fields = { kind: run.kind, attempt: run.attempts }
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
  const artifacts = createArtifactCollector(db)
  const measured = measureRun(run, {
    meter: deps.metrics,
    tracing: deps.tracing ?? noTracing,
    worker: config.worker.name,
  })
  let again = false
  const settle = async (outcome: Outcome) => {
    await events.flush()
    if (await isWorthAnother(outcome, run, deps.admit)) {
      again = await releaseRun(db.knex, run.id, run.claim, outcome.detail)
      return measured.lost(outcome)
    }
    const checked = holdBar(run, checkReport(run.kind, toStorable(outcome)))
    const settled = await settleRun(db, tasks, run, checked, artifacts.artifactsOf(checked.result))
    if (settled) measured.ended(checked)
    const { state, reason, detail } = checked
    logger.info(settled ? 'run ended' : 'run was taken over', { ...fields, state, reason, detail })
  }

  try {
    if (run.attempts > MAX_ATTEMPTS) return await settle(givenUp(run))
    const earlier = await findEarlierAttempt(engine, runId)
    const described = describeContainer(
      { ...deps, logger },
      tasks,
      run,
      place,
      earlier?.attempt ?? run.attempts,
    )
    const options: RunOptions = {
      ...described,
      inputs: measured.inputs(described.inputs),
      phase: measured.phase,
      onEvent: ({ type, ...data }) => events.add(type, data),
      onLog: ({ stream, text }) => events.add('log', { level: 'info', stream, message: text }),
      collect: measured.stored(artifacts.collect),
      ...(deps.warm && { warm: deps.warm }),
      settle,
      // One that is delivered again must not find what this attempt left.
      leave: (removal) => (again || !deps.leave ? removal : deps.leave(removal)),
      cancel: cancel.signal,
      release: AbortSignal.any([release, lost.signal]),
    }
    const runHere = async () => {
      const model = nameOfClassifier(run)
      const inputs = (isLoaded: boolean) => measured.inputs(predictInputs(db, run, isLoaded))
      const isAsked = run.kind === 'predict' && !earlier
      const answer = isAsked ? await deps.kept?.answer({ ...options, model, inputs }) : null
      if (!answer) return runContainer(options)
      await settle(answer)
      return answer
    }
    const outcome = await (earlier?.isAdoptable
      ? adoptContainer({ ...options, seen: await countOutput(db.knex, runId) })
      : runHere())
    if (again) throw new RunAgain(outcome.detail)
  } catch (error) {
    const outcome = withoutInputs(error)
    if (!outcome) throw error
    await settle(outcome)
  } finally {
    stopWatching()
    measured.leave()
    await events.flush()
    await artifacts.letGo()
  }
}
