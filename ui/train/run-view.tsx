import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { isOver, type Run, useRun } from '../api/use-run.ts'
import { Curves } from '../figures/curves.tsx'
import { type Epoch, epochsOf, epochsOfReport } from '../figures/epochs.ts'
import { readTrainReport } from '../figures/report.ts'
import { StateBadge } from '../figures/state-badge.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatPercent, formatSeconds, humanise, secondsBetween } from '../parts/format.ts'
import { Loading } from '../parts/loading.tsx'
import { useAction } from '../parts/use-action.ts'
import { useTitle } from '../parts/use-route.ts'
import { RunLog } from './run-log.tsx'
import { useNow } from './use-now.ts'

const KINDS: Record<string, string> = {
  train: 'Training',
  continue: 'Further training',
  compile: 'Compilation',
  predict: 'Prediction',
}

const Cancel = ({ run }: { run: Run }) => {
  const { client } = useSession()
  const action = useAction(async () => {
    dataOf(await client.POST('/runs/{run_id}/cancel', { params: { path: { run_id: run.id } } }))
  })
  const isAsked = action.isBusy || Boolean(run.cancel_requested_at)
  return (
    <>
      <button type="button" class="danger" disabled={isAsked} onClick={() => action.run()}>
        {isAsked ? 'Cancelling …' : 'Cancel'}
      </button>
      {action.error !== undefined && <ErrorNote error={action.error} />}
    </>
  )
}

const Progress = ({ run, last, phase }: { run: Run; last: Epoch | undefined; phase: string | undefined }) => {
  useNow(1000)
  if (run.state === 'queued') return <p>It waits for its turn: a worker takes the runs one after another.</p>
  const eta = last?.eta_seconds
  return (
    <div class="stack tight">
      <progress
        aria-label="Progress of the run"
        {...(last?.epochs ? { max: last.epochs, value: last.epoch } : {})}
      />
      <p class="faint">
        {last?.epochs ? `Epoch ${last.epoch} of ${last.epochs}` : humanise(phase ?? 'starting')}
        {` · ${formatSeconds(secondsBetween(run.started_at ?? run.requested_at, null))} so far`}
        {eta !== null && eta !== undefined && ` · about ${formatSeconds(eta)} to go`}
      </p>
    </div>
  )
}

const Outcome = ({ run }: { run: Run }) => {
  if (run.state === 'succeeded') {
    const report = readTrainReport(run.report)
    return (
      <div class="note good" role="status">
        <p class="strong">
          {report
            ? `Done: ${formatPercent(report.evaluation.accuracy)} of ${report.evaluation.images} held-out pictures are right.`
            : 'Done.'}
        </p>
        {run.model_id !== null && run.model_id !== undefined && (
          <a class="button primary" href={`#/models/${run.model_id}`}>
            Open the model
          </a>
        )}
      </div>
    )
  }
  if (run.state === 'cancelled') return <p class="note">The run was cancelled; nothing of it is kept.</p>
  return (
    <div class="note bad" role="alert">
      <p class="strong">{run.detail ?? 'The run failed.'}</p>
      {run.hint && <p>{run.hint}</p>}
      {run.model_id !== null && run.model_id !== undefined && (
        <a class="button" href={`#/models/${run.model_id}`}>
          Open the model
        </a>
      )}
    </div>
  )
}

/** A run as it goes on, and what became of it. */
export const RunView = ({ id }: { id: string }) => {
  const { run, events, isLost, error } = useRun(id)
  const title = KINDS[run?.kind ?? ''] ?? 'Run'
  useTitle(title)
  if (!run) return error === undefined ? <Loading what="the run" /> : <ErrorNote error={error} />
  const report = readTrainReport(run.report)
  const live = epochsOf(events)
  const epochs = live.length > 0 || !report ? live : epochsOfReport(report)
  const phase = events.findLast(({ type }) => type === 'phase')?.data['name']
  const warnings = events.filter(({ type }) => type === 'warning')
  return (
    <>
      <p class="crumbs">
        <a href="#/train">Trainings and runs</a>
        {run.dataset_id !== null && run.dataset_id !== undefined && (
          <a href={`#/data/${run.dataset_id}`}>Its data</a>
        )}
      </p>
      <div class="row between">
        <h1>
          {title} <StateBadge state={run.state} />
        </h1>
        {!isOver(run) && <Cancel run={run} />}
      </div>
      {isLost && !isOver(run) && (
        <p class="note warn" role="status">
          The connection to the relay is lost. The run goes on without it, and so will this page when it is
          back.
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      {isOver(run) ? (
        <Outcome run={run} />
      ) : (
        <Progress run={run} last={live.at(-1)} phase={typeof phase === 'string' ? phase : undefined} />
      )}
      {warnings.map(({ seq, data }) => (
        <p key={seq} class="note warn">
          {String(data['message'])}
        </p>
      ))}
      {epochs.length > 0 && <Curves epochs={epochs} />}
      <RunLog events={events} />
    </>
  )
}
