import { useEffect, useState } from 'preact/hooks'

const PATIENCE_MS = 600

/** Says after a moment that something is being waited for: what comes at once needs no word. */
export const Loading = ({ what }: { what: string }) => {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class="loading" role="status">
      {isLong && (
        <>
          <progress aria-label={`Loading ${what}`} />
          <span>Loading {what} …</span>
        </>
      )}
    </div>
  )
}
