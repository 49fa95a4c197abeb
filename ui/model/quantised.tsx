import { Meter } from '../figures/meter.tsx'
import type { CompileReport } from '../figures/report.ts'
import { formatBytes, formatPercent, plural } from '../parts/format.ts'

const NAMES = {
  int8: 'On the board (int8)',
  float32: 'As trained (float)',
  int16x8: 'With 16-bit activations',
}
const ORDER = ['int8', 'int16x8', 'float32']

/** What the model loses by becoming small. */
export const Quantised = ({ report }: { report: CompileReport }) => {
  const { variants, agreement, arena, c } = report
  const ordered = variants.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  return (
    <div class="stack">
      <div class="compare">
        {ordered.map(({ kind, bytes, evaluation }) => {
          const [low, high] = evaluation?.interval ?? []
          const interval =
            low !== undefined && high !== undefined ? ([Number(low), Number(high)] as const) : undefined
          return (
            <div key={kind} class="card figure">
              <p class="strong">{NAMES[kind]}</p>
              <p class="big">
                {formatPercent(evaluation?.accuracy)}
                <span>{formatBytes(bytes)}</span>
              </p>
              {evaluation && (
                <Meter
                  value={evaluation.accuracy}
                  interval={interval}
                  majority={evaluation.majority}
                  label={NAMES[kind]}
                />
              )}
            </div>
          )
        })}
      </div>
      <p>
        The two name the same class on {agreement.same} of {plural(agreement.images, 'held-out picture')}. The
        int8 model needs {formatBytes(arena.recommended_bytes)} of RAM for its tensors
        {c?.offered && `, and as plain C ${formatBytes(c.ram_bytes)}`}.
      </p>
    </div>
  )
}
