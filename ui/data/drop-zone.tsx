import { useRef, useState } from 'preact/hooks'
import { readChosen, readDropped } from '../api/read-dropped.ts'
import type { NamedFile } from '../api/upload.ts'

interface DropZoneProps {
  onFiles: (files: NamedFile[]) => void
  disabled?: boolean
  /** There are pictures already: a line is enough. */
  isSlim?: boolean
}

/** Takes a folder, pictures or an archive, by dragging or by choosing. */
export const DropZone = ({ onFiles, disabled = false, isSlim = false }: DropZoneProps) => {
  const [isOver, setOver] = useState(false)
  const folder = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    if (input.files?.length) onFiles(readChosen(input.files))
    input.value = ''
  }
  return (
    <section
      class={`drop ${isOver ? 'over' : ''} ${isSlim ? 'slim' : ''}`}
      aria-label="Add pictures"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={async (event) => {
        event.preventDefault()
        setOver(false)
        if (!disabled && event.dataTransfer) onFiles(await readDropped(event.dataTransfer))
      }}
    >
      {isSlim ? (
        <p class="faint">Drop more pictures, a folder or a .zip here</p>
      ) : (
        <>
          <p class="strong">Drop a folder or a .zip here</p>
          <p class="faint">
            One folder per class: <code>cat/1.jpg</code>, <code>dog/7.jpg</code>. Folders named train,
            validation and test are understood, and so are label files.
          </p>
        </>
      )}
      <div class="row centre">
        <button type="button" disabled={disabled} onClick={() => folder.current?.click()}>
          Choose a folder
        </button>
        <button type="button" disabled={disabled} onClick={() => files.current?.click()}>
          Choose files
        </button>
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        aria-label="Folder of pictures"
        {...{ webkitdirectory: true }}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept="image/*,.zip,.tar,.gz,.tgz,.csv,.json,.jsonl,.xml,.txt"
        aria-label="Pictures or archives"
        onChange={(event) => take(event.currentTarget)}
      />
    </section>
  )
}
