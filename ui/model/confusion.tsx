import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import type { Evaluation } from '../figures/report.ts'
import { Await } from '../parts/await.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { formatPercent, plural } from '../parts/format.ts'
import { Picture } from '../parts/picture.tsx'
import { Scroll } from '../parts/scroll.tsx'

interface Cell {
  label: string
  predicted: string
  count: number
}

const SHOWN = 24

const Pictures = ({ modelId, cell, evaluation }: { modelId: number; cell: Cell; evaluation: Evaluation }) => {
  const { client } = useSession()
  const isRight = cell.label === cell.predicted
  const wrong = evaluation.worst.filter(
    ({ label, predicted }) => label === cell.label && predicted === cell.predicted,
  )
  const files = useLoad(async () => {
    if (!isRight) return wrong.map(({ file_id, confidence }) => ({ id: file_id, confidence }))
    const query = { label: cell.label, limit: SHOWN }
    const params = { path: { model_id: modelId }, query }
    const all = dataOf(await client.GET('/models/{model_id}/files', { params }))
    return all.map(({ id }) => ({ id, confidence: null }))
  }, `cell ${modelId} ${cell.label} ${cell.predicted}`)
  return (
    <Await of={files} what="the pictures">
      {(all) => (
        <>
          <p class="faint">
            {isRight
              ? `The report names wrong answers only, so these are pictures of “${cell.label}” that the model was made with.`
              : all.length < cell.count
                ? `The report names ${all.length} of these ${cell.count}: those that the model was surest of.`
                : 'With how sure the model was.'}
          </p>
          <ul class="plain gallery">
            {all.map(({ id, confidence }) => (
              <li key={id} class="thumbnail">
                <Picture path={`/models/${modelId}/files/${id}`} alt={`${cell.label}, file ${id}`} />
                {confidence !== null && <span class="under">{formatPercent(confidence, 0)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Await>
  )
}

const percentOf = (count: number, row: number[]) => {
  const all = row.reduce((sum, other) => sum + other, 0)
  return all === 0 ? 0 : count / all
}

interface ConfusionProps {
  modelId: number
  classes: string[]
  evaluation: Evaluation
}

/** Which class was taken for which; every cell shows its pictures. */
export const Confusion = ({ modelId, classes, evaluation }: ConfusionProps) => {
  const [open, setOpen] = useState<Cell | null>(null)
  const { confusion } = evaluation
  if (!confusion) return null
  return (
    <section aria-labelledby="confusion">
      <h2 id="confusion">What it takes for what</h2>
      <p class="faint">
        A row is what a picture is, a column what the model says. Choose a number to see the pictures.
      </p>
      <Scroll label="Confusion matrix">
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {classes.map((predicted) => (
                <th key={predicted} scope="col">
                  {predicted}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.map((row, index) => {
              const label = classes[index] ?? ''
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {row.map((count, column) => {
                    const predicted = classes[column] ?? ''
                    const share = percentOf(count, row)
                    const kind = label === predicted ? 'right' : 'wrong'
                    return (
                      <td key={predicted}>
                        {count === 0 ? (
                          <span class="zero">·</span>
                        ) : (
                          <button
                            type="button"
                            class={`cell ${kind}`}
                            style={{ '--share': `${Math.round(12 + 68 * share)}%` }}
                            aria-label={`${plural(count, 'picture')} of ${label} taken for ${predicted}`}
                            onClick={() => setOpen({ label, predicted, count })}
                          >
                            {count}
                          </button>
                        )}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
      {open && (
        <Dialog
          title={
            open.label === open.predicted
              ? `${plural(open.count, 'picture')} of ${open.label}, recognised`
              : `${plural(open.count, 'picture')} of ${open.label}, taken for ${open.predicted}`
          }
          onClose={() => setOpen(null)}
        >
          <Pictures modelId={modelId} cell={open} evaluation={evaluation} />
        </Dialog>
      )}
    </section>
  )
}
