import type { BridgeResult } from '../bridge/bridge-result.ts'
import { AppError } from '../errors.ts'

const CHECK = 'Check that the bridge runs and that its address is right: GET /bridges/{bridge_id}/status.'

/**
 * The value a bridge answered.
 * @throws AppError 502 with the bridge's words, or 504; its own error status only where `passStatusOn` says so.
 */
export const expectBridgeAnswer = <T>(result: BridgeResult<T>, { passStatusOn = false } = {}): T => {
  if (result.ok) return result.value
  const { kind, message, status, text } = result
  if (kind === 'timeout') throw new AppError('bridge-timeout', message, { hint: CHECK })
  if (kind === 'status' && status !== undefined) {
    const hint = `This is what the bridge said, with status ${status}.`
    throw new AppError('bridge-failed', text || message, { hint, ...(passStatusOn ? { status } : {}) })
  }
  throw new AppError('bridge-failed', text ? `${message} It said: ${text}` : message, { hint: CHECK })
}
