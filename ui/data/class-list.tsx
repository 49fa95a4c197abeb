import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { formatCount, plural } from '../parts/format.ts'
import { Picture } from '../parts/picture.tsx'
import { type Dataset, type Filter, type Split, thumbnailPath } from './dataset.ts'

/** Pictures of a class that are shown in the list, and classes that have them. */
const SAMPLES = 6
const MAX_SAMPLED = 30

type Counts = Dataset['class_counts'][number]

const PARTS: { key: Split | 'unsplit'; name: string }[] = [
  { key: 'train', name: 'train' },
  { key: 'validation', name: 'validation' },
  { key: 'test', name: 'test' },
  { key: 'unsplit', name: 'not assigned' },
]

const sumOf = (counts: Omit<Counts, 'label'>) =>
  counts.train + counts.validation + counts.test + counts.unsplit

const wordsOf = (counts: Counts) =>
  PARTS.filter(({ key }) => counts[key] > 0)
    .map(({ key, name }) => `${counts[key]} ${name}`)
    .join(', ')

/** A few pictures of a class, so that one sees what it looks like. */
const Samples = ({ datasetId, label, count }: { datasetId: number; label: string; count: number }) => {
  const { client } = useSession()
  const load = async () => {
    const params = { path: { dataset_id: datasetId }, query: { label, problem: false, limit: SAMPLES } }
    return dataOf(await client.GET('/datasets/{dataset_id}/files', { params }))
  }
  const files = useLoad(load, `samples ${datasetId} ${label} ${count}`)
  return (
    <span class="samples">
      {files.value?.map(({ id }) => (
        <Picture key={id} path={thumbnailPath(datasetId, id)} alt="" />
      ))}
    </span>
  )
}

interface ClassListProps {
  dataset: Dataset
  filter: Filter
  onFilter: (filter: Filter) => void
}

/** The classes, how many pictures each has and in which parts; a class chosen here is shown alone. */
export const ClassList = ({ dataset, filter, onFilter }: ClassListProps) => {
  const most = Math.max(1, ...dataset.class_counts.map(sumOf))
  const isSplit = dataset.parts.train + dataset.parts.validation + dataset.parts.test > 0
  const choose = (label: string) => onFilter(filter.label === label ? {} : { label })
  return (
    <section aria-labelledby="classes">
      <h2 id="classes">Classes</h2>
      <ul class="plain classes">
        {dataset.class_counts.map((counts, index) => (
          <li key={counts.label}>
            <button
              type="button"
              class="bar"
              aria-pressed={filter.label === counts.label}
              title={wordsOf(counts)}
              onClick={() => choose(counts.label)}
            >
              <span class="name">{counts.label}</span>
              {index < MAX_SAMPLED && (
                <Samples datasetId={dataset.id} label={counts.label} count={sumOf(counts)} />
              )}
              <span class="track" aria-hidden="true">
                {PARTS.map(({ key }) => (
                  <span key={key} class={key} style={{ width: `${(100 * counts[key]) / most}%` }} />
                ))}
              </span>
              <span class="count">{formatCount(sumOf(counts))}</span>
            </button>
          </li>
        ))}
        {dataset.unlabelled > 0 && (
          <li>
            <button type="button" class="bar" aria-pressed={filter.label === ''} onClick={() => choose('')}>
              <span class="name faint">without a class</span>
              <span class="track" aria-hidden="true" />
              <span class="count">{formatCount(dataset.unlabelled)}</span>
            </button>
          </li>
        )}
      </ul>
      {isSplit ? (
        <p class="faint legend">
          {PARTS.filter(({ key }) => dataset.parts[key] > 0).map(({ key, name }) => (
            <span key={key} class={`key ${key}`}>
              {name} {formatCount(dataset.parts[key])}
            </span>
          ))}
        </p>
      ) : (
        <p class="faint">
          No picture is assigned to a part: each training holds some of the {plural(dataset.files, 'picture')}{' '}
          out to measure with.
        </p>
      )}
    </section>
  )
}
