import express, { type Request, type Response } from 'express'
import { InvalidRequest } from './invalid-request.ts'

/** Largest JSON body; pictures come as multipart and are not under this limit. */
const BODY_LIMIT = '1mb'
// As text: what the JSON is worth, and what to say of it, parseCall decides.
const readText = express.text({ type: () => true, limit: BODY_LIMIT })

const isClientError = (error: unknown): error is Error & { status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500

/**
 * Reads the body of a request as text, whatever its type.
 * @throws InvalidRequest for one that cannot be read, and the reader's own error for one that is too large.
 */
export const readBody = async (request: Request, response: Response): Promise<void> => {
  try {
    await new Promise<void>((resolve, reject) => {
      readText(request, response, (error: unknown) => (error ? reject(error) : resolve()))
    })
  } catch (error) {
    if (!isClientError(error) || error.status === 413) throw error
    // An unknown charset or encoding; the predecessor had no 415.
    throw new InvalidRequest([{ loc: ['body'], msg: error.message, type: 'unreadable' }], null)
  }
}
