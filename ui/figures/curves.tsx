import { formatPercent } from '../parts/format.ts'
import { Chart } from './chart.tsx'
import type { Epoch } from './epochs.ts'

/** Accuracy and loss over the epochs, on the pictures that are trained on and on those that are not. */
export const Curves = ({ epochs }: { epochs: Epoch[] }) => {
  const x = epochs.map(({ epoch }) => epoch)
  const isValidated = epochs.some(({ val_accuracy }) => val_accuracy !== null)
  const pair = (of: 'accuracy' | 'loss') => [
    { name: 'trained on', values: epochs.map((epoch) => epoch[of]), color: '--soft', isDashed: true },
    ...(isValidated
      ? [{ name: 'held out', values: epochs.map((epoch) => epoch[`val_${of}`]), color: '--accent' }]
      : []),
  ]
  return (
    <div class="two">
      <Chart
        title="Accuracy"
        x={x}
        xName="Epoch"
        series={pair('accuracy')}
        range={[0, 1]}
        format={(value) => formatPercent(value, 0)}
      />
      <Chart title="Loss" x={x} xName="Epoch" series={pair('loss')} format={(value) => value.toFixed(2)} />
    </div>
  )
}
