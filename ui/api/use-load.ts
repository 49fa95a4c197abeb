import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export interface Loaded<T> {
  /** What came last; it stays while it is asked for again. */
  value: T | undefined
  /** Why the last time failed. */
  error: unknown
  reload: () => void
}

/**
 * What `load` brings, again whenever `key` changes, and every `everyMs` while the page is looked at. An answer that
 * comes after a newer question is dropped.
 */
export const useLoad = <T>(load: () => Promise<T>, key: string, everyMs?: number): Loaded<T> => {
  const [state, setState] = useState<{ key: string; value: T | undefined; error: unknown }>({
    key,
    value: undefined,
    error: undefined,
  })
  const turn = useRef(0)
  const latest = useRef(load)
  latest.current = load
  const reload = useCallback(() => {
    const mine = ++turn.current
    latest.current().then(
      (value) => mine === turn.current && setState({ key, value, error: undefined }),
      (error: unknown) =>
        mine === turn.current &&
        setState((before) => ({ key, value: before.key === key ? before.value : undefined, error })),
    )
  }, [key])
  useEffect(() => {
    reload()
    if (everyMs === undefined) return
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), everyMs)
    return () => clearInterval(timer)
  }, [reload, everyMs])
  useEffect(
    () => () => {
      turn.current++
    },
    [],
  )
  return state.key === key ? { ...state, reload } : { value: undefined, error: undefined, reload }
}
