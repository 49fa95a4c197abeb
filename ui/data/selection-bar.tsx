import { useState } from 'preact/hooks'
import { ErrorNote } from '../parts/error-note.tsx'
import { plural } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'
import { type Dataset, type DatasetFile, type Split, splits } from './dataset.ts'
import { useEdit } from './use-edit.ts'

interface SelectionBarProps {
  dataset: Dataset
  /** Those that are chosen. */
  files: DatasetFile[]
  onAll: () => void
  onClear: () => void
  onChange: () => void
}

/** What can be done with the chosen pictures. */
export const SelectionBar = ({ dataset, files, onAll, onClear, onChange }: SelectionBarProps) => {
  const { change, remove } = useEdit(dataset.id, onChange)
  const [label, setLabel] = useState('')
  const action = useAction((work: () => Promise<void>) => work())
  if (files.length === 0)
    return (
      <div class="row selection">
        <span class="faint">Choose pictures to relabel, move or delete them; Shift chooses all between.</span>
        <button type="button" class="quiet" onClick={onAll}>
          Choose all shown
        </button>
      </div>
    )
  return (
    <div class="row selection active">
      <span class="strong">{plural(files.length, 'picture')} chosen</span>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          if (label.trim()) action.run(() => change(files, { label: label.trim() }))
        }}
      >
        <input
          aria-label="New class"
          placeholder="new class"
          list="labels"
          required
          maxLength={200}
          value={label}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
        <datalist id="labels">
          {dataset.class_counts.map((counts) => (
            <option key={counts.label} value={counts.label} />
          ))}
        </datalist>
        <button type="submit" disabled={action.isBusy}>
          Relabel
        </button>
      </form>
      <select
        aria-label="Move to a part"
        disabled={action.isBusy}
        value=""
        onChange={({ currentTarget: { value } }) => {
          if (value) action.run(() => change(files, { split: value === 'none' ? null : (value as Split) }))
        }}
      >
        <option value="">Move to …</option>
        {splits.map((split) => (
          <option key={split} value={split}>
            {split}
          </option>
        ))}
        <option value="none">no part</option>
      </select>
      <button
        type="button"
        class="danger"
        disabled={action.isBusy}
        onClick={() => action.run(() => remove(files))}
      >
        Delete
      </button>
      <button type="button" class="quiet" onClick={onClear}>
        Clear
      </button>
      {action.error !== undefined && <ErrorNote error={action.error} />}
    </div>
  )
}
