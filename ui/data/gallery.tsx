import { useEffect, useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { plural } from '../parts/format.ts'
import { type Dataset, type DatasetFile, type Filter, type Split, splits } from './dataset.ts'
import { SelectionBar } from './selection-bar.tsx'
import { Thumbnail } from './thumbnail.tsx'

const PAGE = 60

interface GalleryProps {
  dataset: Dataset
  filter: Filter
  onFilter: (filter: Filter) => void
  /** Counts changes of the dataset. */
  turn: number
  onChange: () => void
}

interface FiltersProps {
  dataset: Dataset
  filter: Filter
  onFilter: (filter: Filter) => void
}

const Filters = ({ dataset, filter, onFilter }: FiltersProps) => {
  const without = (name: keyof Filter): Filter =>
    Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name))
  return (
    <div class="row filters">
      <label>
        Class
        <select
          value={filter.label ?? '*'}
          onChange={({ currentTarget: { value } }) =>
            onFilter(value === '*' ? without('label') : { ...filter, label: value })
          }
        >
          <option value="*">all</option>
          {dataset.class_counts.map(({ label }) => (
            <option key={label} value={label}>
              {label}
            </option>
          ))}
          {dataset.unlabelled > 0 && <option value="">without a class</option>}
        </select>
      </label>
      <label>
        Part
        <select
          value={filter.split ?? '*'}
          onChange={({ currentTarget: { value } }) =>
            onFilter(value === '*' ? without('split') : { ...filter, split: value as Split | 'none' })
          }
        >
          <option value="*">all</option>
          {splits.map((split) => (
            <option key={split} value={split}>
              {split}
            </option>
          ))}
          <option value="none">not assigned</option>
        </select>
      </label>
      {dataset.problems > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={filter.problem ?? false}
            onChange={({ currentTarget }) =>
              onFilter(currentTarget.checked ? { ...filter, problem: true } : without('problem'))
            }
          />
          Problems only ({dataset.problems})
        </label>
      )}
    </div>
  )
}

/** The pictures, to look through, choose and correct. */
export const Gallery = ({ dataset, filter, onFilter, turn, onChange }: GalleryProps) => {
  const { client } = useSession()
  const [pages, setPages] = useState(1)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [last, setLast] = useState<number | null>(null)
  const key = JSON.stringify(filter)
  // Another filter begins anew.
  useEffect(() => {
    setPages(1)
    setChosen(new Set())
  }, [key])
  const files = useLoad(async () => {
    const all: DatasetFile[] = []
    for (let page = 0; page < pages; page++) {
      const query = { ...filter, after: all.at(-1)?.id ?? 0, limit: PAGE }
      const params = { path: { dataset_id: dataset.id }, query }
      const more = dataOf(await client.GET('/datasets/{dataset_id}/files', { params }))
      all.push(...more)
      if (more.length < PAGE) break
    }
    return all
  }, `files ${dataset.id} ${key}`)
  const { reload } = files
  // These are what there is more, or else, to show.
  useEffect(() => {
    if (turn > 0 || pages > 1) reload()
  }, [turn, pages])

  const choose = (all: DatasetFile[], index: number, isRange: boolean) => {
    const next = new Set(chosen)
    const from = isRange && last !== null ? Math.min(last, index) : index
    const to = isRange && last !== null ? Math.max(last, index) : index
    const isOn = isRange || !next.has(all[index]?.id ?? 0)
    for (const { id } of all.slice(from, to + 1)) {
      if (isOn) next.add(id)
      else next.delete(id)
    }
    setChosen(next)
    setLast(index)
  }
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">Pictures</h2>
      <Filters dataset={dataset} filter={filter} onFilter={onFilter} />
      <Await of={files} what="the pictures">
        {(all) => (
          <>
            <SelectionBar
              dataset={dataset}
              files={all.filter(({ id }) => chosen.has(id))}
              onAll={() => setChosen(new Set(all.map(({ id }) => id)))}
              onClear={() => setChosen(new Set())}
              onChange={() => {
                setChosen(new Set())
                onChange()
              }}
            />
            {all.length === 0 && <p class="empty">No picture is like that.</p>}
            <ul class="plain gallery">
              {all.map((file, index) => (
                <Thumbnail
                  key={file.id}
                  datasetId={dataset.id}
                  file={file}
                  isChosen={chosen.has(file.id)}
                  onChoose={(isRange) => choose(all, index, isRange)}
                />
              ))}
            </ul>
            {all.length === pages * PAGE && (
              <p class="centre">
                <button type="button" onClick={() => setPages(pages + 1)}>
                  Show more
                </button>
                <span class="faint"> {plural(all.length, 'picture')} shown</span>
              </p>
            )}
          </>
        )}
      </Await>
    </section>
  )
}
