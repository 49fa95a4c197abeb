import { useEffect, useRef, useState } from 'preact/hooks'
import { useSession } from '../api/session.ts'

interface PictureProps {
  /** Of the API. */
  path: string
  alt: string
}

/** A picture of the API, fetched when it comes into sight; a token cannot be sent by an <img> itself. */
export const Picture = ({ path, alt }: PictureProps) => {
  const { token, urlOf, fetchFile } = useSession()
  const frame = useRef<HTMLSpanElement>(null)
  const [source, setSource] = useState<string | null>(null)
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    const element = frame.current
    setMissing(false)
    if (!element || token === null) {
      setSource(urlOf(path))
      return
    }
    let made: string | null = null
    let isGone = false
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      fetchFile(path).then(
        (blob) => {
          if (isGone) return
          made = URL.createObjectURL(blob)
          setSource(made)
        },
        () => setMissing(true),
      )
    })
    observer.observe(element)
    return () => {
      isGone = true
      observer.disconnect()
      if (made) URL.revokeObjectURL(made)
    }
  }, [path, token, urlOf, fetchFile])
  return (
    <span class="picture" ref={frame}>
      {isMissing && <span class="none">no preview</span>}
      {!isMissing && source && (
        <img src={source} alt={alt} loading="lazy" decoding="async" onError={() => setMissing(true)} />
      )}
    </span>
  )
}
