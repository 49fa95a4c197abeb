import { formatCount, plural } from '../parts/format.ts'
import type { Dataset, Filter, Split } from './dataset.ts'

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
        {dataset.class_counts.map((counts) => (
          <li key={counts.label}>
            <button
              type="button"
              class="bar"
              aria-pressed={filter.label === counts.label}
              title={wordsOf(counts)}
              onClick={() => choose(counts.label)}
            >
              <span class="name">{counts.label}</span>
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
