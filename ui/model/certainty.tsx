import { Chart } from '../figures/chart.tsx'
import type { TrainReport } from '../figures/report.ts'
import { formatPercent, plural } from '../parts/format.ts'

type Confidence = NonNullable<TrainReport['confidence']>

const Verdict = ({ confidence: { thresholds, unsure, ece } }: { confidence: Confidence }) => {
  const always = thresholds.find(({ threshold }) => threshold === 0)
  const row = unsure && thresholds.find(({ threshold }) => threshold === unsure.below)
  if (!unsure || !row) return null
  return (
    <p class="big">
      {formatPercent(row.precision)}
      <span>
        right where it is sure: {formatPercent(row.coverage, 0)} of {plural(ece.images, 'held-out picture')},
        from a confidence of {formatPercent(unsure.below, 0)} on, instead of{' '}
        {formatPercent(always?.precision, 1)} of all
      </span>
    </p>
  )
}

/** What saying “unsure” now and then gains: answered pictures against right answers, by threshold. */
export const Certainty = ({ confidence }: { confidence: TrainReport['confidence'] }) => {
  if (!confidence) return null
  const { thresholds, ece, unsure, why } = confidence
  return (
    <section aria-labelledby="certainty">
      <h2 id="certainty">How sure it is</h2>
      <div class="card figure">
        <Verdict confidence={confidence} />
        <p class="faint">
          {why}
          {unsure &&
            ` Its own confidences were off by ${formatPercent(ece.before)} on average (ECE), the corrected ones by ${formatPercent(ece.after)}. On a board that is a raw output of ${unsure.raw}.`}
        </p>
      </div>
      <Chart
        title="Answered, and right of these"
        x={thresholds.map(({ threshold }) => Math.round(threshold * 100))}
        xName="Confidence from, in %"
        series={[
          {
            name: 'answered',
            values: thresholds.map(({ coverage }) => coverage),
            color: '--soft',
            isDashed: true,
          },
          {
            name: 'right of these',
            values: thresholds.map(({ precision }) => precision ?? null),
            color: '--accent',
          },
        ]}
        range={[0, 1]}
        format={(value) => formatPercent(value, 0)}
      />
    </section>
  )
}
