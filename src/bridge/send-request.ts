import { type BridgeFailure, bridgeFailure } from './bridge-result.ts'
import { type Answer, type Exchange, exchange, loadUndici } from './exchange.ts'
import { explainRefusal, redirectTarget } from './redirect-target.ts'

const MAX_REDIRECTS = 3
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const SEE_OTHER = 303

/**
 * Sends a request to a bridge and follows at most three redirects, each to the same host only. The method and
 * the body are kept (303 alone turns into a GET without a body). `totalMs` spans all of them.
 *
 * Failures are returned, not thrown; rejects only as `exchange` does.
 */
export const sendRequest = async (wanted: Exchange): Promise<Answer | BridgeFailure> => {
  // Not of the bridge's time.
  await loadUndici()
  const startedAt = performance.now()
  let current = wanted
  for (let redirects = 0; ; redirects += 1) {
    const spent = performance.now() - startedAt
    const totalMs = wanted.totalMs === null ? null : Math.max(1, Math.ceil(wanted.totalMs - spent))
    const answer = await exchange({ ...current, totalMs })
    if (!answer.ok) return answer
    const { status, headers } = answer
    if (!REDIRECTS.has(status) || typeof headers['location'] !== 'string') return answer
    if (redirects === MAX_REDIRECTS) {
      return bridgeFailure('bad-answer', 'The bridge redirects again and again.', { status })
    }
    const url = redirectTarget(current.url, headers['location'])
    if (url === null) {
      return bridgeFailure('bad-answer', explainRefusal(current.url, headers['location']), { status })
    }
    current = status === SEE_OTHER ? { ...current, url, method: 'GET', body: null } : { ...current, url }
  }
}
