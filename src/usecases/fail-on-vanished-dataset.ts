import { AppError, constraintOf } from '../errors.ts'

const TO_A_DATASET = /_dataset_id_fkey$/

/**
 * Tells a dataset that was deleted in the meantime from a defect.
 * @throws AppError `not-found`, or the error itself.
 */
export const failOnVanishedDataset = (error: unknown): never => {
  if (!TO_A_DATASET.test(constraintOf(error) ?? '')) throw error
  throw new AppError('not-found', 'The dataset was deleted in the meantime.', {
    hint: 'GET /datasets/ lists what exists.',
    cause: error,
  })
}
