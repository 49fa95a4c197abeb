import { z } from 'zod'
import { jsonObject } from '../contract/scalars.ts'
import { type BridgeFailure, type BridgeHealth, type BridgeResult, bridgeFailure } from './bridge-result.ts'
import { bridgeUrl } from './bridge-url.ts'
import type { Answer, RequestBody } from './exchange.ts'
import { installBody, type ModelSource } from './install-body.ts'
import { isForbiddenAddress } from './is-forbidden-address.ts'
import { parseAllowedAddresses } from './parse-allowed-addresses.ts'
import { nameAnswer, parseAnswer, shortText } from './parse-answer.ts'
import { sendRequest } from './send-request.ts'

/** A bridge as users register it. */
export type BridgeAddress = { address: string; https: boolean }
type Call = { signal?: AbortSignal }

const SECOND = 1000
const KIB = 1024

const defaults = {
  connectMs: 5 * SECOND,
  /** The frontend gives up after 5 s; an answer of ours has to be there before. */
  answerMs: 4.5 * SECOND,
  /** null: a build takes minutes, and only the bridge knows how many. */
  installMs: null as number | null,
  maxAnswerBytes: 1024 * KIB,
  /** Forbidden addresses or networks that are to be called all the same. */
  allow: [] as readonly string[],
}

export type BridgeClientSettings = Partial<typeof defaults> & { ca?: string }

// A field that is absent, null or no text becomes "": lsusb without rights leaves entries incomplete.
const text = z.string().catch('')
const deviceList = z.object({
  devices: z.array(z.object({ manufacturer: text, product: text, serial: text })),
})
const scores = jsonObject

export type BridgeDevice = z.infer<typeof deviceList>['devices'][number]
export type BridgeScores = z.infer<typeof scores>

const jsonBody = (value: unknown): RequestBody => {
  const bytes = Buffer.from(JSON.stringify(value))
  return { mediaType: 'application/json', bytes: bytes.length, open: () => [bytes] }
}

/**
 * The HTTP client of the MCU bridges. Every method returns what went wrong as data and rejects only when its
 * signal is aborted or the given model cannot be read. Times are milliseconds.
 *
 * @throws TypeError when `allow` holds something that is no address.
 */
export const createBridgeClient = (settings: BridgeClientSettings = {}) => {
  const { connectMs, answerMs, installMs, maxAnswerBytes, allow, ca } = { ...defaults, ...settings }
  const allowed = parseAllowedAddresses(allow)
  const isForbidden = (address: string) => isForbiddenAddress(address, allowed)

  const send = async (
    bridge: BridgeAddress,
    wanted: { method: 'GET' | 'POST'; path: string; body: RequestBody | null; totalMs: number | null },
    call: Call,
  ): Promise<Answer | BridgeFailure> => {
    const base = bridgeUrl(bridge.address, bridge.https)
    if (base === null) {
      return bridgeFailure('unreachable', 'The address of the bridge is unusable: give a host or host:port.')
    }
    const { path, ...rest } = wanted
    const url = new URL(`${base}${path}`)
    const limits = { connectMs, maxAnswerBytes, isForbidden, ...(ca === undefined ? {} : { ca }) }
    return sendRequest({ ...rest, ...limits, ...call, url })
  }

  const getDevices = (bridge: BridgeAddress, call: Call) =>
    send(bridge, { method: 'GET', path: '/devices/', body: null, totalMs: answerMs }, call)

  /** Whether `GET /devices/` is a complete 200 in time; old bridges have no /health/. Never rejects. */
  const checkHealth = async (bridge: BridgeAddress, call: Call = {}): Promise<BridgeHealth> => {
    const answer = await getDevices(bridge, call).catch(() => null)
    if (answer === null)
      return { online: false, reason: 'The check was given up before the bridge answered.' }
    if (!answer.ok) return { online: false, reason: answer.message }
    if (answer.status === 200) return { online: true }
    return { online: false, reason: `The bridge answered with ${nameAnswer(answer)} instead of 200.` }
  }

  return {
    /** The devices attached to a bridge; missing fields are "", fields we do not know are left out. */
    async listDevices(bridge: BridgeAddress, call: Call = {}): Promise<BridgeResult<BridgeDevice[]>> {
      const answer = await getDevices(bridge, call)
      if (!answer.ok) return answer
      const list = parseAnswer(answer, deviceList)
      return list.ok ? { ok: true, value: list.value.devices } : list
    },

    checkHealth,

    /** `checkHealth` without the reason. Never rejects. */
    async isOnline(bridge: BridgeAddress, call: Call = {}): Promise<boolean> {
      return (await checkHealth(bridge, call)).online
    },

    /** Builds and installs a compiled model on a device; the value is the bridge's text ("Success"). */
    async install(
      bridge: BridgeAddress,
      device: { installer: string; serial: string },
      model: ModelSource,
      call: Call = {},
    ): Promise<BridgeResult<string>> {
      const body = await installBody(device, model)
      const answer = await send(bridge, { method: 'POST', path: '/install/', body, totalMs: installMs }, call)
      if (!answer.ok) return answer
      const { status } = answer
      const text = shortText(answer)
      const named = `The bridge answered with ${nameAnswer(answer)}`
      // "Not supported" comes with 200 from old bridges; only 201 means installed.
      if (status !== 201) {
        return bridgeFailure(status >= 400 ? 'status' : 'bad-answer', `${named} instead of 201.`, {
          status,
          text,
        })
      }
      if (text !== undefined) return { ok: true, value: text }
      const unsure = `${named}, but with more than a short text: whether the model is installed is not known.`
      return bridgeFailure('bad-answer', unsure, { status })
    },

    /** The latest scores of a device, passed on as the bridge gives them. */
    async predict(
      bridge: BridgeAddress,
      serial: string,
      call: Call = {},
    ): Promise<BridgeResult<BridgeScores>> {
      const body = jsonBody({ device: { serial } })
      const wanted = { method: 'GET', path: '/prediction/', body, totalMs: answerMs } as const
      const answer = await send(bridge, wanted, call)
      return answer.ok ? parseAnswer(answer, scores) : answer
    },
  }
}

export type BridgeClient = ReturnType<typeof createBridgeClient>
