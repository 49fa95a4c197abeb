import { type ComponentChildren, createContext } from 'preact'
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { MAX_FILES } from '../api/read-dropped.ts'
import { useSession } from '../api/session.ts'
import { type NamedFile, type UploadReport, upload } from '../api/upload.ts'

export interface UploadState {
  files: NamedFile[]
  query: string
  /** Bytes sent so far. */
  sent: number
  total: number
  isRunning: boolean
  report: UploadReport | null
  error: unknown
}

interface Uploads {
  byDataset: Record<number, UploadState>
  /** Sends files into a dataset; `query` says how they are to be understood. */
  start: (datasetId: number, files: NamedFile[], query?: string) => void
  stop: (datasetId: number) => void
  dismiss: (datasetId: number) => void
}

const UploadsContext = createContext<Uploads | null>(null)

export const useUploads = (): Uploads => {
  const uploads = useContext(UploadsContext)
  if (!uploads) throw new Error('There are no uploads around this part of the page.')
  return uploads
}

const complaintOf = (files: NamedFile[]): Error | undefined => {
  if (files.length === 0) return new Error('There was no file in it.')
  if (files.length > MAX_FILES)
    return new Error(`These are more than ${MAX_FILES} files: send a .zip, or a folder at a time.`)
  return undefined
}

/** Uploads go on while other parts of the page are looked at. */
export const UploadsProvider = ({ children }: { children: ComponentChildren }) => {
  const { token, urlOf } = useSession()
  const [byDataset, setAll] = useState<Record<number, UploadState>>({})
  const stops = useRef(new Map<number, AbortController>())
  const dismiss = useCallback((id: number) => setAll(({ [id]: _gone, ...others }) => others), [])
  const start = useCallback(
    async (id: number, files: NamedFile[], query = '') => {
      const total = files.reduce((sum, { blob }) => sum + blob.size, 0)
      const error = complaintOf(files)
      const fresh = { files, query, sent: 0, total, isRunning: error === undefined, report: null, error }
      const update = (change: Partial<UploadState>) =>
        setAll((all) => ({ ...all, [id]: { ...fresh, ...change } }))
      update({})
      if (error) return
      const stop = new AbortController()
      stops.current.set(id, stop)
      const url = urlOf(`/datasets/${id}/${query}`)
      const onProgress = (sent: number) => update({ sent })
      try {
        const report = await upload({ url, token, files, onProgress, signal: stop.signal })
        update({ sent: total, isRunning: false, report })
      } catch (error) {
        if (stop.signal.aborted) dismiss(id)
        else update({ isRunning: false, error })
      }
    },
    [token, urlOf, dismiss],
  )
  const stop = useCallback((id: number) => stops.current.get(id)?.abort(), [])
  const isRunning = Object.values(byDataset).some((state) => state.isRunning)
  useEffect(() => {
    if (!isRunning) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isRunning])
  const uploads = useMemo(() => ({ byDataset, start, stop, dismiss }), [byDataset, start, stop, dismiss])
  return <UploadsContext.Provider value={uploads}>{children}</UploadsContext.Provider>
}
