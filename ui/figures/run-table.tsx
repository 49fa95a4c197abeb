import type { components } from '../../src/client/api-types.ts'
import { formatAgo, formatSeconds, humanise, secondsBetween } from '../parts/format.ts'
import { Scroll } from '../parts/scroll.tsx'
import { StateBadge } from './state-badge.tsx'

type RunSummary = components['schemas']['RunSummary']

interface RunTableProps {
  runs: RunSummary[]
  /** Those that are chosen, where some can be. */
  chosen?: ReadonlySet<string>
  onToggle?: (id: string) => void
}

const shapeOf = ({ parameters }: RunSummary) => {
  const { architecture, img_width, img_height, epochs } = parameters
  const size = img_width && img_height ? `${img_width}×${img_height}` : ''
  const words = [
    typeof architecture === 'string' ? architecture : '',
    size,
    typeof epochs === 'number' ? `${epochs} epochs` : '',
  ]
  return words.filter(Boolean).join(', ')
}

const wordOf = ({ kind, model_id, dataset_id }: RunSummary) => {
  const of =
    kind === 'train' && dataset_id ? `on dataset ${dataset_id}` : model_id ? `of model ${model_id}` : ''
  return `${humanise(kind)} ${of}`
}

export const RunTable = ({ runs, chosen, onToggle }: RunTableProps) => (
  <Scroll label="Runs">
    <table class="wide">
      <thead>
        <tr>
          {onToggle && (
            <th scope="col">
              <span class="hidden">Compare</span>
            </th>
          )}
          <th scope="col">Run</th>
          <th scope="col">State</th>
          <th scope="col">How</th>
          <th scope="col">When</th>
          <th scope="col">Took</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            {onToggle && (
              <td>
                <input
                  type="checkbox"
                  aria-label={`Compare ${wordOf(run)}, ${formatAgo(run.requested_at)}`}
                  checked={chosen?.has(run.id) ?? false}
                  onChange={() => onToggle(run.id)}
                />
              </td>
            )}
            <th scope="row">
              <a href={`#/runs/${run.id}`}>{wordOf(run)}</a>
            </th>
            <td>
              <StateBadge state={run.state} />
              {run.reason && run.state === 'failed' && <span class="faint"> {run.reason}</span>}
            </td>
            <td class="faint">{shapeOf(run)}</td>
            <td class="faint">{formatAgo(run.requested_at)}</td>
            <td class="faint">
              {run.started_at ? formatSeconds(secondsBetween(run.started_at, run.finished_at)) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
)
