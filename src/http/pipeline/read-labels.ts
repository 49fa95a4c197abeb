import type { Request } from 'express'
import { labelList } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'

/**
 * What a run asks of its worker, by a header, since that is no part of what is asked for.
 * @throws AppError `invalid-request`
 */
export const readLabels = (request: Request): string[] => {
  const parsed = labelList.safeParse(request.get('run-labels') ?? '')
  if (parsed.success) return parsed.data
  throw new AppError('invalid-request', 'Run-Labels is no list of labels.', {
    loc: ['header', 'run-labels'],
    hint: 'Up to 20 words of lower case, digits and . _ = -, with commas between: gpu,site=lab.',
  })
}
