import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { readTrainReport } from '../figures/report.ts'
import { formatPercent } from '../parts/format.ts'
import { Picture } from '../parts/picture.tsx'
import { type Dataset, thumbnailPath } from './dataset.ts'
import { useEdit } from './use-edit.ts'

const SHOWN = 12
/** Of another class, more than of all others together: worth a look. */
const SURE = 0.5

interface SuspectsProps {
  dataset: Dataset
  turn: number
  onChange: () => void
}

/** Pictures whose label the newest model of this dataset doubts, and pictures that are in several classes. */
export const Suspects = ({ dataset, turn, onChange }: SuspectsProps) => {
  const { client } = useSession()
  const { change, remove } = useEdit(dataset.id, onChange)
  const [kept, setKept] = useState<number[]>([])
  const found = useLoad(async () => {
    const models = dataOf(await client.GET('/models/'))
    const newest = models.filter(({ dataset_id }) => dataset_id === dataset.id).at(-1)
    if (!newest) return null
    const model = dataOf(
      await client.GET('/models/{model_id}', { params: { path: { model_id: newest.id } } }),
    )
    const report = readTrainReport(model.report)
    if (!report) return null
    const doubted = report.evaluation.worst.filter(({ confidence }) => confidence >= SURE)
    const conflicts = report.same_pictures.filter(({ code }) => code === 'conflict')
    const ids = [
      ...doubted.map(({ file_id }) => file_id),
      ...conflicts.flatMap(({ files }) => files.map((f) => f.file_id)),
    ]
    const files = await Promise.all(
      [...new Set(ids)].slice(0, 2 * SHOWN).map(async (id) => {
        const query = { after: id - 1, limit: 1 }
        const params = { path: { dataset_id: dataset.id }, query }
        const [file] = dataOf(await client.GET('/datasets/{dataset_id}/files', { params }))
        return file?.id === id ? file : null
      }),
    )
    return {
      model: newest.id,
      doubted,
      conflicts,
      files: new Map(files.flatMap((file) => (file ? [[file.id, file]] : []))),
    }
  }, `suspects ${dataset.id} ${turn}`)
  if (!found.value) return null
  const { model, doubted, conflicts, files } = found.value
  const doubtful = doubted.flatMap((doubt) => {
    const file = files.get(doubt.file_id)
    // Corrected meanwhile, or looked at and found right.
    return file && file.label === doubt.label && !kept.includes(file.id) ? [{ ...doubt, file }] : []
  })
  const twice = conflicts.flatMap(({ files: same }) => {
    const there = same.flatMap(({ file_id, label }) => {
      const file = files.get(file_id)
      return file && file.label === label ? [file] : []
    })
    return there.length > 1 ? [there] : []
  })
  if (doubtful.length + twice.length === 0) return null
  return (
    <section aria-labelledby="suspects">
      <h2 id="suspects">Worth a second look</h2>
      <p class="faint">
        <a href={`#/models/${model}`}>The newest model</a> takes these for something else. Either it is wrong,
        or the label is.
      </p>
      <ul class="plain suspects">
        {doubtful.slice(0, SHOWN).map(({ file, predicted, confidence }) => (
          <li key={file.id} class="card">
            <Picture path={thumbnailPath(dataset.id, file.id)} alt={file.path} />
            <div>
              <p>
                Labelled <b>{file.label}</b>, looks like <b>{predicted}</b>{' '}
                <span class="faint">({formatPercent(confidence, 0)})</span>
              </p>
              <div class="row">
                <button type="button" onClick={() => change([file], { label: predicted })}>
                  It is {predicted}
                </button>
                <button type="button" class="quiet" onClick={() => setKept([...kept, file.id])}>
                  It is {file.label}
                </button>
                <button type="button" class="quiet" onClick={() => remove([file])}>
                  Delete
                </button>
              </div>
            </div>
          </li>
        ))}
        {twice.slice(0, SHOWN).map((same) => (
          <li key={same[0]?.id} class="card">
            <Picture path={thumbnailPath(dataset.id, same[0]?.id ?? 0)} alt={same[0]?.path ?? ''} />
            <div>
              <p>
                The same picture is in {same.map(({ label }) => `“${label}”`).join(' and ')}, so it was used
                in neither.
              </p>
              <div class="row">
                {same.map((file) => (
                  <button
                    key={file.id}
                    type="button"
                    onClick={() => remove(same.filter((other) => other !== file))}
                  >
                    It is {file.label}
                  </button>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
