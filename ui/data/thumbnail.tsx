import { Picture } from '../parts/picture.tsx'
import { type DatasetFile, thumbnailPath } from './dataset.ts'

interface ThumbnailProps {
  datasetId: number
  file: DatasetFile
  isChosen: boolean
  /** With Shift: everything from the last one on. */
  onChoose: (isRange: boolean) => void
}

/** One picture of the gallery, to choose; what is wrong with it stands below. */
export const Thumbnail = ({ datasetId, file, isChosen, onChoose }: ThumbnailProps) => {
  const { id, path, label, split, problem } = file
  return (
    <li class={problem ? 'thumbnail troubled' : 'thumbnail'}>
      <label title={path}>
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={`${path}${label ? `, ${label}` : ''}`}
          onClick={(event) => onChoose(event.shiftKey)}
        />
        {problem?.source === 'upload' ? (
          <span class="picture">
            <span class="none">cannot be shown</span>
          </span>
        ) : (
          <Picture path={thumbnailPath(datasetId, id)} alt="" />
        )}
        <span class="under">
          <span class={label ? 'name' : 'name faint'}>{label ?? 'no class'}</span>
          {split && <span class={`part ${split}`}>{split}</span>}
        </span>
      </label>
      {problem && (
        <p class="problem" title={problem.hint}>
          {problem.message} <span class="faint">{problem.hint}</span>
        </p>
      )}
    </li>
  )
}
