/** Why a bridge gave no usable answer. `status` is a 4xx or 5xx of the bridge itself. */
export type BridgeFailureKind = 'unreachable' | 'timeout' | 'refused-address' | 'bad-answer' | 'status'

export type BridgeFailure = {
  ok: false
  kind: BridgeFailureKind
  /** One sentence for the caller, with the remedy where there is one. */
  message: string
  /** HTTP status of the bridge, when it gave one. */
  status?: number
  /** The bridge's own words, where they are short; never a page, a file or another service's answer at length. */
  text?: string | undefined
}

export type BridgeResult<T> = { ok: true; value: T } | BridgeFailure

/** Whether a bridge answers, and in one sentence why it does not. */
export type BridgeHealth = { online: true } | { online: false; reason: string }

/** Builds a failure; `answer` is what the bridge said, if it said anything. */
export const bridgeFailure = (
  kind: BridgeFailureKind,
  message: string,
  answer: { status?: number; text?: string | undefined } = {},
): BridgeFailure => ({ ok: false, kind, message, ...answer })
