import { z } from 'zod'

const validationError = z
  .object({
    loc: z.array(z.union([z.string(), z.int()])),
    msg: z.string(),
    type: z.string(),
  })
  .meta({ id: 'ValidationError' })

const httpValidationError = z
  .object({ detail: z.array(validationError).optional() })
  .meta({ id: 'HTTPValidationError' })

const errorBody = z
  .object({
    detail: z.union([z.string(), z.array(validationError)]),
    code: z.string(),
    hint: z.string(),
    run_id: z.uuid().optional(),
  })
  .meta({ id: 'Error' })

const accepted = z
  .object({ run_id: z.uuid(), location: z.string(), events: z.string() })
  .meta({ id: 'RunAccepted' })

export const responses = {
  invalid: { 422: { description: 'Validation Error', schema: httpValidationError } },
  missing: { 404: { description: 'No such thing', schema: errorBody } },
  tooLarge: { 413: { description: 'Larger than is taken', schema: errorBody } },
  conflict: { 409: { description: 'Its state rules this out', schema: errorBody } },
  /** Of calls that start a run, besides what is wrong with the request. */
  runEnded: {
    409: {
      description:
        'The run was cancelled, is below what was required, or the Idempotency-Key was used for something else',
      schema: errorBody,
    },
    500: { description: 'The run failed; `detail` and `hint` say why', schema: errorBody },
  },
  unchanged: { 304: { description: 'What `If-None-Match` names is what there is' } },
  /** Of files. */
  ranges: {
    206: { description: 'The part that `Range` asks for' },
    304: { description: 'What `If-None-Match` names is what there is' },
    416: { description: 'The file has no such part', schema: errorBody },
  },
  listTooLong: {
    400: { description: 'Too long for one answer; `Link` leads to its pages', schema: errorBody },
  },
  unknownId: { 400: { description: 'Unknown id', schema: errorBody } },
  bridgeFailed: {
    502: { description: 'The bridge could not be reached or answered nonsense', schema: errorBody },
    504: { description: 'The bridge did not answer in time', schema: errorBody },
  },
  /** Of operations that need a token. */
  unauthorized: { 401: { description: 'The token is missing, unknown or revoked', schema: errorBody } },
  forbidden: {
    403: { description: 'The token lacks the scope, or a foreign web page asks', schema: errorBody },
  },
  rateLimited: {
    429: { description: 'Too many requests; `Retry-After` says when to try again', schema: errorBody },
  },
  unavailable: {
    503: {
      description:
        'The database does not answer, or there is too much to do; `Retry-After` says when to try again',
      schema: errorBody,
    },
  },
  accepted: { 202: { description: 'Accepted, with `Prefer: respond-async`', schema: accepted } },
}
