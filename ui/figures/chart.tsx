import { useEffect, useRef } from 'preact/hooks'
import { Scroll } from '../parts/scroll.tsx'

export interface Series {
  name: string
  /** By the x values of the chart; null where there is none. */
  values: (number | null)[]
  /** A variable of the style sheet. */
  color: string
  isDashed?: boolean
}

interface ChartProps {
  title: string
  /** Whole numbers, ascending. */
  x: number[]
  xName: string
  series: Series[]
  /** The range of y; what there is unless given. */
  range?: [number, number]
  format: (value: number) => string
}

const HEIGHT = 240

const cssColor = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Curves over whole numbers. The figures stand beside it as a table, for whoever does not see them. */
export const Chart = ({ title, x, xName, series, range, format }: ChartProps) => {
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef({ x, series })
  latest.current = { x, series }
  const redraw = useRef<() => void>(() => undefined)
  const shape = JSON.stringify([series.map(({ name, color, isDashed }) => [name, color, isDashed]), range])
  // The shape has what the chart is made of.
  useEffect(() => {
    let isGone = false
    let end: (() => void) | undefined
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const draw = async () => {
      const element = frame.current
      const [{ default: UPlot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')])
      if (isGone || !element) return
      const axis = () => ({
        stroke: cssColor('--faint'),
        grid: { stroke: cssColor('--line'), width: 1 },
        ticks: { show: false },
      })
      const data = (): uPlot.AlignedData => [
        latest.current.x,
        ...latest.current.series.map(({ values }) => values),
      ]
      const make = () =>
        new UPlot(
          {
            width: element.clientWidth,
            height: HEIGHT,
            legend: { show: false },
            cursor: { y: false },
            scales: { x: { time: false }, y: range ? { range } : {} },
            axes: [
              { ...axis(), incrs: [1, 2, 5, 10, 20, 50, 100, 200] },
              { ...axis(), size: 56, values: (_, ticks) => ticks.map(format) },
            ],
            series: [
              {},
              ...series.map(({ name, color, isDashed }) => ({
                label: name,
                stroke: cssColor(color),
                width: 2,
                spanGaps: true,
                points: { show: latest.current.x.length < 20, size: 5 },
                ...(isDashed ? { dash: [6, 5] } : {}),
              })),
            ],
          },
          data(),
          element,
        )
      let chart = make()
      redraw.current = () => chart.setData(data())
      const onScheme = () => {
        chart.destroy()
        chart = make()
      }
      const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }))
      observer.observe(element)
      scheme.addEventListener('change', onScheme)
      end = () => {
        observer.disconnect()
        scheme.removeEventListener('change', onScheme)
        chart.destroy()
      }
    }
    draw()
    return () => {
      isGone = true
      end?.()
    }
  }, [shape])
  // More figures are drawn into the same chart.
  useEffect(() => redraw.current(), [x, series])
  return (
    <figure class="chart">
      <figcaption>
        <span class="strong">{title}</span>
        <span class="legend">
          {series.map(({ name, color, isDashed, values }) => {
            const last = values.findLast((value) => value !== null)
            return (
              <span key={name} class="key">
                <span class={isDashed ? 'line dashed' : 'line'} style={{ borderColor: `var(${color})` }} />
                {name} {last !== undefined && last !== null && <b>{format(last)}</b>}
              </span>
            )
          })}
        </span>
      </figcaption>
      <div ref={frame} class="plot" aria-hidden="true" />
      <details>
        <summary>Figures</summary>
        <Scroll label={`Figures of ${title}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{xName}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {x.map((at, row) => (
                <tr key={at}>
                  <th scope="row">{at}</th>
                  {series.map(({ name, values }) => {
                    const value = values[row]
                    return <td key={name}>{value === null || value === undefined ? '–' : format(value)}</td>
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </figure>
  )
}
