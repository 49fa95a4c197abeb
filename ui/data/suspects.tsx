import { useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { formatPercent, plural } from '../parts/format.ts'
import { Picture } from '../parts/picture.tsx'
import { type Dataset, thumbnailPath } from './dataset.ts'
import { useEdit } from './use-edit.ts'

const SHOWN = 12

type SuspectReport = components['schemas']['SuspectReport']
type Suspect = SuspectReport['pictures'][number]
type SameFile = SuspectReport['conflicts'][number]['files'][number]

interface SuspectsProps {
  dataset: Dataset
  turn: number
  onChange: () => void
}

interface DoubtProps {
  datasetId: number
  doubt: Suspect
  onRelabel: () => void
  onKeep: () => void
  onDelete: () => void
}

const Doubt = ({ datasetId, doubt, onRelabel, onKeep, onDelete }: DoubtProps) => (
  <li class="card">
    <Picture path={thumbnailPath(datasetId, doubt.file_id)} alt={doubt.path} />
    <div>
      <p>
        Labelled <b>{doubt.label}</b>, looks like <b>{doubt.suggested}</b>{' '}
        <span class="faint">
          ({formatPercent(doubt.confidence, 0)} against {formatPercent(doubt.own, 0)})
        </span>
      </p>
      <div class="row">
        <button type="button" onClick={onRelabel}>
          It is {doubt.suggested}
        </button>
        <button type="button" class="quiet" onClick={onKeep}>
          It is {doubt.label}
        </button>
        <button type="button" class="quiet" onClick={onDelete}>
          Delete
        </button>
      </div>
    </div>
  </li>
)

interface TwiceProps {
  datasetId: number
  same: SameFile[]
  onChoose: (chosen: SameFile) => void
}

const Twice = ({ datasetId, same, onChoose }: TwiceProps) => (
  <li class="card">
    <Picture path={thumbnailPath(datasetId, same[0]?.file_id ?? 0)} alt={same[0]?.path ?? ''} />
    <div>
      <p>
        The same picture is in {same.map(({ label }) => `“${label}”`).join(' and ')}, so it was used in
        neither.
      </p>
      <div class="row">
        {same.map((file) => (
          <button key={file.file_id} type="button" onClick={() => onChoose(file)}>
            It is {file.label}
          </button>
        ))}
      </div>
    </div>
  </li>
)

/** Pictures whose label the newest training of this dataset doubts, and pictures that are in several classes. */
export const Suspects = ({ dataset, turn, onChange }: SuspectsProps) => {
  const { client } = useSession()
  const { change, remove } = useEdit(dataset.id, onChange)
  const [kept, setKept] = useState<number[]>([])
  const found = useLoad(async () => {
    const params = { path: { dataset_id: dataset.id } }
    return dataOf(await client.GET('/datasets/{dataset_id}/suspects', { params }))
  }, `suspects ${dataset.id} ${turn}`)
  if (!found.value) return null
  const { model_id, images, used, pictures, conflicts } = found.value
  const doubted = pictures.filter(({ file_id }) => !kept.includes(file_id))
  if (doubted.length + conflicts.length === 0) return null
  const edited = (file: SameFile) => ({ ...file, id: file.file_id })
  return (
    <section aria-labelledby="suspects">
      <h2 id="suspects">Worth a second look</h2>
      <p class="faint">
        Models that had not seen them, of <a href={`#/models/${model_id}`}>the newest training</a>, take these
        for something else: either they are wrong, or the label is.
        {images < used &&
          ` They could look at ${images} of ${plural(used, 'picture')}; the others were learned.`}
      </p>
      <ul class="plain suspects">
        {doubted.slice(0, SHOWN).map((doubt) => (
          <Doubt
            key={doubt.file_id}
            datasetId={dataset.id}
            doubt={doubt}
            onRelabel={() => change([edited(doubt)], { label: doubt.suggested })}
            onKeep={() => setKept([...kept, doubt.file_id])}
            onDelete={() => remove([edited(doubt)])}
          />
        ))}
        {conflicts.slice(0, SHOWN).map(({ files }) => (
          <Twice
            key={files[0]?.file_id}
            datasetId={dataset.id}
            same={files}
            onChoose={(chosen) => remove(files.filter((other) => other !== chosen).map(edited))}
          />
        ))}
      </ul>
    </section>
  )
}
