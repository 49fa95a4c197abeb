import { createHmac } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { exchange } from './exchange.ts'
import { isForbiddenAddress } from './is-forbidden-address.ts'
import { isWithin, type Network, parseAddress } from './parse-address.ts'
import { parseAllowedAddresses } from './parse-allowed-addresses.ts'

const SECOND = 1000
const CONNECT_MS = 5 * SECOND
const TOTAL_MS = 10 * SECOND
/** Nothing is read of an answer but its status. */
const MAX_ANSWER_BYTES = 64 * 1024

/** Whoever may run jobs may name a webhook, so none leads into the network of the relay unless the operator says so. */
const inner: Network[] = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10', // carriers' own
  '::1/128',
  'fc00::/7', // unique local
].map((text) => ipaddr.parseCIDR(text))

const isInner = (text: string): boolean => {
  const address = parseAddress(text)
  if (address === null) return true
  const meant =
    address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address
  return isWithin(meant, inner)
}

export interface SignedMessage {
  /** The same at every attempt, so that a receiver knows it again. */
  id: string
  url: string
  secret: Buffer
  body: string
  /** Seconds of Unix time. */
  timestamp: number
}

type Delivered = { ok: true; status: number } | { ok: false; problem: string }

/**
 * Sends webhooks, signed as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`. Redirects are not followed.
 * What goes wrong is returned. @throws TypeError when `allow` holds something that is no address.
 */
export const createWebhookSender = ({ allow }: { allow: readonly string[] }) => {
  const allowed = parseAllowedAddresses(allow)
  const isAllowed = (text: string) => {
    const address = parseAddress(text)
    return address !== null && isWithin(address, allowed)
  }
  const isForbidden = (address: string) =>
    isForbiddenAddress(address, allowed) || (isInner(address) && !isAllowed(address))
  return async ({ id, url, secret, body, timestamp }: SignedMessage): Promise<Delivered> => {
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
    const bytes = Buffer.from(body)
    const answer = await exchange({
      method: 'POST',
      url: new URL(url),
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      },
      body: { mediaType: 'application/json', bytes: bytes.length, open: () => [bytes] },
      connectMs: CONNECT_MS,
      totalMs: TOTAL_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      isForbidden,
    })
    // Words about a bridge are none about a webhook.
    return answer.ok ? { ok: true, status: answer.status } : { ok: false, problem: answer.kind }
  }
}
export type WebhookSender = ReturnType<typeof createWebhookSender>
