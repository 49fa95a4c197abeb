import { useState } from 'preact/hooks'
import { useSession } from '../api/session.ts'
import { upload } from '../api/upload.ts'
import { Camera } from '../parts/camera.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { plural } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'

interface CameraCaptureProps {
  datasetId: number
  labels: string[]
  onDone: () => void
}

/** Takes pictures with the camera of this phone or computer, straight into a class. */
export const CameraCapture = ({ datasetId, labels, onDone }: CameraCaptureProps) => {
  const { token, urlOf } = useSession()
  const [isOpen, setOpen] = useState(false)
  const [label, setLabel] = useState('')
  const [taken, setTaken] = useState(0)
  const { run, isBusy, error } = useAction(async (blob: Blob) => {
    const url = urlOf(`/datasets/${datasetId}/?${new URLSearchParams({ label: label.trim() })}`)
    await upload({ url, token, files: [{ name: `camera-${Date.now()}.jpg`, blob }] })
    setTaken((count) => count + 1)
    onDone()
  })
  if (!isOpen)
    return (
      <p>
        <button type="button" onClick={() => setOpen(true)}>
          Take pictures with the camera
        </button>
      </p>
    )
  return (
    <section class="card" aria-labelledby="camera">
      <div class="row between">
        <h2 id="camera">Camera</h2>
        <button type="button" class="quiet" onClick={() => setOpen(false)}>
          Close
        </button>
      </div>
      <label>
        Class of the next pictures
        <input
          list="camera-labels"
          value={label}
          maxLength={200}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <datalist id="camera-labels">
        {labels.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <Camera
        action={label.trim() ? `Take a picture of ${label.trim()}` : 'Say a class first'}
        disabled={!label.trim() || isBusy}
        onPicture={run}
      />
      {taken > 0 && <p role="status">{plural(taken, 'picture')} taken.</p>}
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  )
}
