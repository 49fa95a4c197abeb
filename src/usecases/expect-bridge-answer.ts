import type { BridgeResult } from '../bridge/bridge-result.ts'
import { AppError } from '../errors.ts'

const CHECK = 'Check that the bridge runs and that its address is right: GET /bridges/{bridge_id}/health.'

/**
 * The value a bridge answered.
 * @throws AppError 502 or 504, or with the bridge's own error status and text.
 */
export const expectBridgeAnswer = <T>(result: BridgeResult<T>): T => {
  if (result.ok) return result.value
  const { kind, message, status, text } = result
  if (kind === 'timeout') throw new AppError('bridge-timeout', message, { hint: CHECK })
  if (kind === 'status' && status !== undefined) {
    throw new AppError('bridge-failed', text || message, { status, hint: 'This is what the bridge said.' })
  }
  throw new AppError('bridge-failed', text ? `${message} It said: ${text}` : message, { hint: CHECK })
}
