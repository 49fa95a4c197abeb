import type { components } from '../../src/client/api-types.ts'
import { dataOf, type RelayClient } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { readTrainReport, type TrainReport } from '../figures/report.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatBytes, formatSeconds } from '../parts/format.ts'
import { architectureOf, type Settings } from './settings.ts'

type BoardFit = Pick<
  components['schemas']['NetworkEstimate']['boards'][number],
  'id' | 'name' | 'verdict' | 'reason'
>

const VERDICTS: Record<string, string> = {
  fits: 'It fits',
  tight: 'It fits, but tightly',
  no: 'It does not fit',
}

const newestTraining = async (client: RelayClient): Promise<TrainReport | null> => {
  const query = { kind: 'train' as const, state: 'succeeded' as const, limit: 1 }
  const [newest] = dataOf(await client.GET('/runs', { params: { query } }))
  if (!newest) return null
  const run = dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id: newest.id } } }))
  return readTrainReport(run.report)
}

/** Seconds, as the newest training of this relay took them, by the arithmetic that there is to do. */
const secondsOf = (report: TrainReport, macs: number, pictures: number, epochs: number): number => {
  const { seconds, images, macs: itsMacs } = report
  const perWork = (seconds['train'] ?? 0) / (report.epochs.run * images.train * itsMacs)
  const fixed = Object.entries(seconds).reduce(
    (sum, [phase, took]) => (phase === 'train' ? sum : sum + took),
    0,
  )
  const trained = pictures * (images.train / (images.train + images.validation))
  return fixed + perWork * macs * trained * epochs
}

const Fit = ({ boards, board }: { boards: BoardFit[]; board: string }) => {
  const fit = boards.find(({ id }) => id === board)
  if (fit)
    return (
      <p>
        {VERDICTS[fit.verdict]} the {fit.name}
        {fit.reason && `: ${fit.reason}`}.
      </p>
    )
  const fitting = boards.filter(({ verdict }) => verdict !== 'no')
  return (
    <p>
      It fits {fitting.length} of the {boards.length} boards
      {fitting.length > 0 &&
        fitting.length < boards.length &&
        `: ${fitting.map(({ name }) => name).join(', ')}`}
      .
    </p>
  )
}

interface EstimateProps {
  dataset: components['schemas']['DatasetDetails']
  settings: Settings
}

/** What the model will take on a board, and the training of time, before it is begun. */
export const Estimate = ({ dataset, settings }: EstimateProps) => {
  const { client } = useSession()
  const { size, color, board, epochs } = settings
  const architecture = architectureOf(settings)
  const classes = dataset.class_counts.length
  const isKnown = architecture !== 'auto' && size >= 8 && size <= 512
  const load = async () => {
    if (!isKnown) return null
    const query = { img_width: size, img_height: size, color, classes }
    const params = { path: { architecture }, query }
    const estimate = dataOf(await client.GET('/architectures/{architecture}/estimate', { params }))
    return { estimate, newest: await newestTraining(client) }
  }
  const found = useLoad(load, `estimate ${architecture} ${size} ${color} ${classes}`)
  if (found.error !== undefined) return <ErrorNote error={found.error} onRetry={found.reload} />
  if (!isKnown)
    return (
      <p class="note">Several networks are tried, from small to large: what each takes is told on the way.</p>
    )
  if (!found.value) return <p class="note faint">Working out what it takes …</p>
  const { estimate, newest } = found.value
  return (
    <div class="note" role="status">
      <p class="strong">
        About {formatBytes(estimate.model_bytes)} of flash for the model and{' '}
        {formatBytes(estimate.arena_bytes)} of RAM
        {newest && `, ${formatSeconds(secondsOf(newest, estimate.macs, dataset.files, epochs))} of training`}.
      </p>
      <Fit boards={estimate.boards} board={board} />
      {newest && <p class="faint">The time is scaled from the newest training here, so it is rough.</p>}
    </div>
  )
}
