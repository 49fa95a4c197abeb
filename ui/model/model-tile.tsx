import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Meter } from '../figures/meter.tsx'
import { readTrainReport } from '../figures/report.ts'
import { formatAgo, formatBytes, formatPercent, humanise } from '../parts/format.ts'

/** A model in the list: its name, how good it is, how large. */
export const ModelTile = ({ id, description, created }: components['schemas']['Model']) => {
  const { client } = useSession()
  const load = async () =>
    dataOf(await client.GET('/models/{model_id}', { params: { path: { model_id: id } } }))
  const { value } = useLoad(load, `model tile ${id}`)
  const report = readTrainReport(value?.report)
  const [low, high] = report?.evaluation.interval ?? []
  return (
    <a class="card tile" href={`#/models/${id}`}>
      <span class="strong">{description || `Model ${id}`}</span>
      {report && (
        <>
          <span class="big">{formatPercent(report.evaluation.accuracy)}</span>
          <Meter
            value={report.evaluation.accuracy}
            interval={low !== undefined && high !== undefined ? [Number(low), Number(high)] : undefined}
            majority={report.evaluation.majority}
            label="Accuracy"
          />
        </>
      )}
      <span class="faint">
        Model {id}
        {value?.aliases.map((alias) => ` · ${alias}`)}
        {report && ` · ${humanise(report.architecture)}, ${formatBytes(report.estimate.model_bytes)}`} ·{' '}
        {formatAgo(created)}
      </span>
    </a>
  )
}
