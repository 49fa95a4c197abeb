import { useEffect, useRef, useState } from 'preact/hooks'
import { ErrorNote } from './error-note.tsx'

interface CameraProps {
  /** What the button says. */
  action: string
  disabled?: boolean
  onPicture: (picture: Blob) => void
}

const JPEG_QUALITY = 0.92

const wordsOf = (error: unknown): Error => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError')
    return new Error('The camera may not be used: allow it for this page in the browser, and try again.')
  if (name === 'NotFoundError') return new Error('No camera was found on this device.')
  if (name === 'NotReadableError') return new Error('The camera is in use by another program.')
  return error instanceof Error ? error : new Error(String(error))
}

const open = async (): Promise<MediaStream> => {
  // Browsers hide it from pages that came neither by https nor from this machine.
  if (!navigator.mediaDevices)
    throw new Error('Browsers give the camera only to pages that came by https, or from the same machine.')
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
}

/** Shows what the camera sees, and takes pictures of it. */
export const Camera = ({ action, disabled = false, onPicture }: CameraProps) => {
  const video = useRef<HTMLVideoElement>(null)
  const [isReady, setReady] = useState(false)
  const [error, setError] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  // Another attempt asks for the camera again.
  useEffect(() => {
    let stream: MediaStream | undefined
    let isGone = false
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    setError(undefined)
    open().then(
      (opened) => {
        stream = opened
        if (isGone) return stop()
        if (video.current) video.current.srcObject = opened
      },
      (error: unknown) => setError(wordsOf(error)),
    )
    return () => {
      isGone = true
      stop()
    }
  }, [attempt])
  const take = () => {
    const source = video.current
    if (!source) return
    const canvas = document.createElement('canvas')
    canvas.width = source.videoWidth
    canvas.height = source.videoHeight
    canvas.getContext('2d')?.drawImage(source, 0, 0)
    canvas.toBlob((blob) => blob && onPicture(blob), 'image/jpeg', JPEG_QUALITY)
  }
  if (error !== undefined) return <ErrorNote error={error} onRetry={() => setAttempt(attempt + 1)} />
  return (
    <div class="camera">
      <video
        ref={video}
        autoPlay
        playsInline
        muted
        aria-label="What the camera sees"
        onLoadedData={() => setReady(true)}
      />
      <button type="button" class="primary" disabled={disabled || !isReady} onClick={take}>
        {action}
      </button>
    </div>
  )
}
