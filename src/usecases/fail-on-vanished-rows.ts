import { AppError, constraintOf } from '../errors.ts'

const TO_A_DATASET = /_dataset_id_fkey$/
const TO_A_VERSION = /_dataset_version_id_fkey$/
const TO_A_MODEL = /_model_id(_model_version)?_fkey$/
const TO_A_BLOB = /_blob_id_fkey$/

const deleted = (thing: string, list: string, cause: unknown) =>
  new AppError('not-found', `The ${thing} was deleted in the meantime.`, {
    hint: `GET ${list} lists what exists.`,
    cause,
  })

/**
 * Tells what has gone in the meantime from a defect: a dataset or model that somebody deleted, and bytes that a crash
 * of Postgres took (they are written without waiting for the disk, see docs/decisions/0005).
 * @throws AppError `not-found`, `unavailable`, or the error itself.
 */
export const failOnVanishedRows = (error: unknown): never => {
  const constraint = constraintOf(error) ?? ''
  if (TO_A_DATASET.test(constraint)) throw deleted('dataset', '/datasets/', error)
  if (TO_A_VERSION.test(constraint)) {
    throw new AppError('not-found', 'What the model was trained on was let go of in the meantime.', {
      hint: 'Train on the dataset as it is now.',
      cause: error,
    })
  }
  if (TO_A_MODEL.test(constraint)) throw deleted('model', '/models/', error)
  if (TO_A_BLOB.test(constraint)) {
    const hint = 'Send it again.'
    throw new AppError('unavailable', 'The database lost a file on its way.', {
      hint,
      retryAfter: 1,
      cause: error,
    })
  }
  throw error
}
