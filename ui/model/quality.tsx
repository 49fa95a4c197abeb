import { Meter } from '../figures/meter.tsx'
import type { Evaluation, TrainReport } from '../figures/report.ts'
import { formatPercent, plural } from '../parts/format.ts'
import { Scroll } from '../parts/scroll.tsx'

interface QualityProps {
  evaluation: Evaluation
  split: TrainReport['split']
}

/** How good a model is on pictures that it has not seen, and how sure that is. */
export const Quality = ({ evaluation, split }: QualityProps) => {
  const { accuracy, interval, majority, images, balanced_accuracy, per_class } = evaluation
  const range = interval ? ([Number(interval[0]), Number(interval[1])] as const) : undefined
  return (
    <section aria-labelledby="quality">
      <h2 id="quality">How good it is</h2>
      <div class="card figure">
        <p class="big">
          {formatPercent(accuracy)}
          <span>
            right of {plural(images, 'picture')} that it had not seen
            {split?.by === 'user' && ', those that you put into test'}
            {split?.folds && ', each shown to a sibling of it that was trained without that picture'}
          </span>
        </p>
        <Meter value={accuracy} interval={range} majority={majority} label="Accuracy" />
        <p class="faint">
          {range && (
            <>
              Fresh pictures of the same kind will give between <b>{formatPercent(range[0], 0)}</b> and{' '}
              <b>{formatPercent(range[1], 0)}</b>, in 95 of 100 such cases.{' '}
            </>
          )}
          {majority !== undefined &&
            `Always naming the most frequent class would give ${formatPercent(majority, 0)}. `}
          {`Every class counting the same, it is ${formatPercent(balanced_accuracy)}.`}
        </p>
      </div>
      <details>
        <summary>By class</summary>
        <Scroll label="Figures by class">
          <table>
            <thead>
              <tr>
                <th scope="col">Class</th>
                <th scope="col">Found of it</th>
                <th scope="col">Right when it says so</th>
                <th scope="col">Held-out pictures</th>
              </tr>
            </thead>
            <tbody>
              {per_class.map(({ label, recall, precision, support }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{formatPercent(recall)}</td>
                  <td>{formatPercent(precision)}</td>
                  <td>{support}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  )
}
