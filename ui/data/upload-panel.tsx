import { RelayError } from '../../src/client/relay-error.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatBytes, plural } from '../parts/format.ts'
import { type UploadState, useUploads } from './uploads.tsx'

/** Rows that are shown of many files: those that are being sent, and what follows. */
const SHOWN = 8

/** Files go one after another, so how much was sent in all tells how much of each. */
const progressOf = ({ files, sent }: UploadState) => {
  let before = 0
  return files.map(({ name, blob }) => {
    const share = blob.size === 0 ? 1 : Math.min(1, Math.max(0, (sent - before) / blob.size))
    before += blob.size
    return { name, share, bytes: blob.size }
  })
}

const Progress = ({ state, onCancel }: { state: UploadState; onCancel: () => void }) => {
  const rows = progressOf(state)
  const current = Math.max(
    0,
    rows.findIndex(({ share }) => share < 1),
  )
  const isSent = state.sent >= state.total
  return (
    <>
      <div class="row between">
        <p class="strong">
          {isSent ? 'The relay reads the pictures …' : `Sending ${plural(rows.length, 'file')}`}
        </p>
        <button type="button" class="quiet" onClick={onCancel}>
          Stop
        </button>
      </div>
      <progress aria-label="All files" max={state.total} value={isSent ? undefined : state.sent} />
      <ul class="plain files">
        {rows.slice(current, current + SHOWN).map(({ name, share, bytes }) => (
          <li key={name}>
            <span class="name">{name}</span>
            <progress aria-label={name} max={1} value={share} />
            <span class="faint">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

const Report = ({ report }: { report: NonNullable<UploadState['report']> }) => (
  <>
    <p class="strong">
      {plural(report.added, 'picture')} added
      {report.same.count > 0 && `, ${plural(report.same.count, 'was', 'were')} there already`}
      {report.renamed.count > 0 && `, ${report.renamed.count} renamed`}.
    </p>
    <p>{report.understood.sentence}</p>
    {report.left_out.map(({ reason, message, count }) => (
      <p key={reason} class="faint">
        {plural(count, 'file')} left out: {message}
      </p>
    ))}
    {report.problems.length > 0 && (
      <ul class="plain problems">
        {report.problems.map(({ code, message, hint, paths }) => (
          <li key={code + message} class="note warn">
            <p class="strong">{message}</p>
            <p>{hint}</p>
            {paths && paths.length > 0 && <p class="faint">{paths.slice(0, 5).join(', ')}</p>}
          </li>
        ))}
      </ul>
    )}
  </>
)

/** What is being sent into a dataset, or what became of it. */
export const UploadPanel = ({ datasetId }: { datasetId: number }) => {
  const { byDataset, start, stop, dismiss } = useUploads()
  const state = byDataset[datasetId]
  if (!state) return null
  return (
    <section class="card" aria-label="Upload" aria-live="polite">
      {state.isRunning && <Progress state={state} onCancel={() => stop(datasetId)} />}
      {state.error !== undefined && (
        <ErrorNote
          error={state.error}
          // What there is nothing wrong with but the answer can be sent again.
          onRetry={
            state.error instanceof RelayError ? () => start(datasetId, state.files, state.query) : undefined
          }
        />
      )}
      {state.report && <Report report={state.report} />}
      {!state.isRunning && (
        <button type="button" class="quiet" onClick={() => dismiss(datasetId)}>
          Close
        </button>
      )}
    </section>
  )
}
