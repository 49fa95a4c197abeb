import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { readTrainReport } from '../figures/report.ts'
import { formatBytes, formatSeconds } from '../parts/format.ts'
import { architectureOf, type Settings } from './settings.ts'

const LOOKED_AT = 20

interface EstimateProps {
  dataset: components['schemas']['DatasetDetails']
  settings: Settings
}

/** What a training will take, from the newest one of the same network and size on this relay. */
export const Estimate = ({ dataset, settings }: EstimateProps) => {
  const { client } = useSession()
  const architecture = architectureOf(settings)
  const load = async () => {
    const query = { kind: 'train' as const, state: 'succeeded' as const, limit: LOOKED_AT }
    const runs = dataOf(await client.GET('/runs', { params: { query } }))
    for (const { id, parameters } of runs) {
      if (parameters['img_width'] !== settings.size || parameters['img_height'] !== settings.size) continue
      const run = dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id: id } } }))
      const report = readTrainReport(run.report)
      const channels = settings.color === 'rgb' ? 3 : 1
      if (report?.architecture === architecture && report.preprocessing.channels === channels) return report
    }
    return null
  }
  const found = useLoad(load, `estimate ${architecture} ${settings.size} ${settings.color}`)
  const report = found.value
  if (!report)
    return (
      <p class="note">
        Nothing of this network and size was trained on this relay before: what time, flash and RAM it takes
        is told in the first seconds of the run, before the first epoch ends.
      </p>
    )
  const { seconds, epochs, images, estimate } = report
  const perPicture = (seconds['train'] ?? 0) / (epochs.run * images.train)
  const fixed = Object.entries(seconds).reduce(
    (sum, [phase, took]) => (phase === 'train' ? sum : sum + took),
    0,
  )
  const total =
    fixed + perPicture * settings.epochs * dataset.files * (images.train / (images.train + images.validation))
  const fit = estimate.boards.find(({ id }) => id === settings.board)
  return (
    <div class="note" role="status">
      <p class="strong">
        About {formatSeconds(total)}, {formatBytes(estimate.model_bytes)} of flash for the model and{' '}
        {formatBytes(estimate.arena_bytes)} of RAM.
      </p>
      <p>
        From the newest training of this network and size.
        {fit && ` ${fit.name}: ${fit.verdict === 'no' ? `does not fit, ${fit.reason}` : fit.verdict}.`}
      </p>
    </div>
  )
}
