import type { ComponentChildren } from 'preact'
import type { Loaded } from '../api/use-load.ts'
import { ErrorNote } from './error-note.tsx'
import { Loading } from './loading.tsx'

interface AwaitProps<T> {
  of: Loaded<T>
  /** What is waited for, as in `Loading the models …`. */
  what: string
  children: (value: T) => ComponentChildren
}

/** What was loaded, or that it is not there yet, or why it does not come. */
export const Await = <T,>({ of, what, children }: AwaitProps<T>) => (
  <>
    {of.error !== undefined && <ErrorNote error={of.error} onRetry={of.reload} />}
    {of.value !== undefined ? children(of.value) : of.error === undefined && <Loading what={what} />}
  </>
)
