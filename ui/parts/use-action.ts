import { useCallback, useState } from 'preact/hooks'

/** Something that a button does: whether it is at it, and why it failed. */
export const useAction = <A extends unknown[]>(work: (...args: A) => Promise<void>) => {
  const [state, setState] = useState<{ isBusy: boolean; error: unknown }>({ isBusy: false, error: undefined })
  const run = useCallback(
    async (...args: A) => {
      setState({ isBusy: true, error: undefined })
      try {
        await work(...args)
        setState({ isBusy: false, error: undefined })
      } catch (error) {
        setState({ isBusy: false, error })
      }
    },
    [work],
  )
  return { ...state, run }
}
