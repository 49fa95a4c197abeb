import { useEffect, useState } from 'preact/hooks'

/** Draws again every so often, for what tells how long something has taken. */
export const useNow = (everyMs: number) => {
  const [, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
}
