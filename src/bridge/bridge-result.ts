/** Why a bridge gave no usable answer. `status` is a 4xx or 5xx of the bridge itself. */
export type BridgeFailureKind = 'unreachable' | 'timeout' | 'refused-address' | 'bad-answer' | 'status'

export type BridgeFailure = {
  ok: false
  kind: BridgeFailureKind
  /** One sentence for the caller, with the remedy where there is one. */
  message: string
  /** HTTP status of the bridge, when it gave one. */
  status?: number
  /** The bridge's own text, at most 10,000 characters. */
  text?: string
}

export type BridgeResult<T> = { ok: true; value: T } | BridgeFailure

/** Builds a failure; `answer` is what the bridge said, if it said anything. */
export const bridgeFailure = (
  kind: BridgeFailureKind,
  message: string,
  answer: { status?: number; text?: string } = {},
): BridgeFailure => ({ ok: false, kind, message, ...answer })
