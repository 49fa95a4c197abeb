import { formatPercent } from '../parts/format.ts'

interface MeterProps {
  /** 0 to 1. */
  value: number
  /** Where the true value is, with 95 %. */
  interval?: readonly [number, number] | undefined
  /** What always naming the most frequent class gets. */
  majority?: number | undefined
  label: string
}

const percent = (share: number) => `${share * 100}%`

/** A share on a line from 0 to 100 %, with how sure it is and what would be no achievement. */
export const Meter = ({ value, interval, majority, label }: MeterProps) => {
  const words = [
    `${label} ${formatPercent(value)}`,
    interval && `between ${formatPercent(interval[0])} and ${formatPercent(interval[1])}`,
    majority !== undefined && `the most frequent class alone gives ${formatPercent(majority)}`,
  ]
  return (
    <div class="meter" role="img" aria-label={words.filter(Boolean).join(', ')}>
      {interval && (
        <span
          class="range"
          style={{ left: percent(interval[0]), width: percent(interval[1] - interval[0]) }}
        />
      )}
      {majority !== undefined && <span class="tick" style={{ left: percent(majority) }} />}
      <span class="point" style={{ left: percent(value) }} />
    </div>
  )
}
