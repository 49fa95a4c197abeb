import { type ComponentChildren, createContext } from 'preact'
import { useCallback, useContext, useRef, useState } from 'preact/hooks'
import { ErrorNote } from './error-note.tsx'

interface Notice {
  text?: string
  error?: unknown
  /** Takes back what was done. */
  undo?: () => Promise<void>
}

const SHOWN_MS = 12_000
/** What can be taken back stays long enough to be thought about. */
const UNDO_MS = 60_000

const NoticesContext = createContext<(notice: Notice) => void>(() => undefined)

/** Tells what was done, for a while, with a way back where there is one. */
export const useNotify = () => useContext(NoticesContext)

export const NoticesProvider = ({ children }: { children: ComponentChildren }) => {
  const [notices, setNotices] = useState<(Notice & { id: number })[]>([])
  const next = useRef(1)
  const dismiss = useCallback((id: number) => setNotices((all) => all.filter((one) => one.id !== id)), [])
  const notify = useCallback(
    (notice: Notice) => {
      const id = next.current++
      setNotices((all) => [...all.slice(-2), { ...notice, id }])
      if (notice.error === undefined) setTimeout(dismiss, notice.undo ? UNDO_MS : SHOWN_MS, id)
    },
    [dismiss],
  )
  const takeBack = async (id: number, undo: () => Promise<void>) => {
    dismiss(id)
    try {
      await undo()
      notify({ text: 'Undone.' })
    } catch (error) {
      notify({ error })
    }
  }
  return (
    <NoticesContext.Provider value={notify}>
      {children}
      <div class="notices" role="status" aria-live="polite">
        {notices.map(({ id, text, error, undo }) => (
          <div key={id} class="notice">
            {error === undefined ? <span>{text}</span> : <ErrorNote error={error} />}
            {undo && (
              <button type="button" class="quiet" onClick={() => takeBack(id, undo)}>
                Undo
              </button>
            )}
            <button type="button" class="quiet" aria-label="Dismiss" onClick={() => dismiss(id)}>
              ×
            </button>
          </div>
        ))}
      </div>
    </NoticesContext.Provider>
  )
}
