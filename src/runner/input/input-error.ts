import { toError } from '../../errors.ts'

/** Reading the inputs of a job failed, on the relay's side: the job is not to blame and can be run again. */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(reason: unknown) {
    super(`The inputs could not be read: ${toError(reason).message}`, { cause: reason })
  }
}
