import { useEffect, useRef, useState } from 'preact/hooks'
import { useSession } from '../api/session.ts'

interface PictureProps {
  /** Of the API. */
  path: string
  alt: string
}

/** How far below the edge of the window a picture is fetched already. */
const AHEAD = '200px'

/** A picture of the API, fetched when it comes into sight: an <img> could send no token. */
export const Picture = ({ path, alt }: PictureProps) => {
  const { fetchPicture } = useSession()
  const frame = useRef<HTMLSpanElement>(null)
  const [source, setSource] = useState<string | null>(null)
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    setMissing(false)
    const gone = new AbortController()
    let made: string | null = null
    const show = async () => {
      try {
        const blob = await fetchPicture(path, gone.signal)
        if (gone.signal.aborted) return
        made = URL.createObjectURL(blob)
        setSource(made)
      } catch {
        if (!gone.signal.aborted) setMissing(true)
      }
    }
    const onSeen = (entries: IntersectionObserverEntry[]) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      show()
    }
    const observer = new IntersectionObserver(onSeen, { rootMargin: AHEAD })
    observer.observe(element)
    return () => {
      gone.abort()
      observer.disconnect()
      if (made) URL.revokeObjectURL(made)
    }
  }, [path, fetchPicture])
  return (
    <span class="picture" ref={frame}>
      {isMissing && <span class="none">no preview</span>}
      {!isMissing && source && (
        <img src={source} alt={alt} decoding="async" onError={() => setMissing(true)} />
      )}
    </span>
  )
}
