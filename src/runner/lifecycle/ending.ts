import type { RunReason } from '../../contract/run.ts'
import type { InputError } from '../input/input-error.ts'

/** Why the relay itself ends a run. */
export type Cause = { reason: RunReason; detail: string }

/**
 * The one decision to end a run. Timeouts, cancellation, quotas and failing inputs race to make it; an
 * AbortController takes only the first.
 */
export const createEnding = () => {
  const controller = new AbortController()
  return {
    /** Fires when the run is to be ended. */
    signal: controller.signal,
    because: (cause: Cause): void => controller.abort(cause),
    /** Ends it for a reason that is not the job's; the run then rejects with it. */
    failing: (error: InputError | ReleasedError): void => controller.abort(error),
    /** The first cause, null as long as there is none. */
    cause: (): Cause | InputError | ReleasedError | null =>
      (controller.signal.reason as Cause | InputError | ReleasedError | undefined) ?? null,
  }
}
export type Ending = ReturnType<typeof createEnding>

/** The relay let go of a run that has not ended; whoever adopts its container, or runs it again, goes on. */
export class ReleasedError extends Error {
  override readonly name = 'ReleasedError'
  /** False when nothing was left behind that could be adopted. */
  readonly adoptable: boolean

  constructor(adoptable: boolean) {
    super(adoptable ? 'released: the container goes on' : 'released before the container had its inputs')
    this.adoptable = adoptable
  }
}
