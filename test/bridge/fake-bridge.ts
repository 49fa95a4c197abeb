import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How the bridge behaves: `ok` as the real one; `slow` answers after `delayMs`; `silent` never answers;
 * `broken` answers 500 with an HTML page; `lying` answers 200 with the wrong JSON; `html` answers 200 with a
 * page; `nested` with very deep JSON; `enormous` streams without end; `hangs-after-headers` stops after half a body; `cut-short` closes
 * there; `until-close` answers rightly as HTTP/1.0 without a length; `resets` closes the connection; `no-http` speaks something else; `redirects-elsewhere`,
 * `redirect-loop` as they say; `redirects-here` answers once with a 307 to itself.
 */
export type FakeBridgeMode =
  | 'ok'
  | 'slow'
  | 'silent'
  | 'broken'
  | 'lying'
  | 'html'
  | 'nested'
  | 'enormous'
  | 'hangs-after-headers'
  | 'cut-short'
  | 'until-close'
  | 'resets'
  | 'no-http'
  | 'redirects-elsewhere'
  | 'redirect-loop'
  | 'redirects-here'

export type SeenRequest = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

export type FakeBridgeSettings = {
  mode?: FakeBridgeMode
  delayMs?: number
  /** Where `redirects-elsewhere` leads. */
  elsewhere?: string
  /** Items of `GET /devices/`. */
  devices?: unknown[]
  /** Answer of `GET /prediction/`. */
  scores?: unknown
  /** Status and text of `POST /install/`; default 201 `Success`. */
  install?: { status: number; text: string }
  /** Serve TLS, as behind a proxy that ends it: the absolute redirects say http all the same. */
  tls?: { key: string; cert: string }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const TEXT_TYPE = { 'content-type': 'text/html; charset=utf-8' }
const PATHS: Readonly<Record<string, string>> = {
  '/devices/': 'GET',
  '/health/': 'GET',
  '/install/': 'POST',
  '/prediction/': 'GET',
}
const page = (status: number) => `<!doctype html>\n<html lang=en>\n<title>${status}</title>\n`

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const parse = (request: SeenRequest): { device?: { serial?: string }; model?: string } | null | undefined => {
  if (request.headers['content-type'] !== 'application/json') return undefined
  try {
    return JSON.parse(request.body)
  } catch {
    return null
  }
}

/**
 * A real HTTP server that speaks as the Flask bridge does: 308 with an absolute `http:` Location for a missing
 * slash, 415 without a JSON content type, 400 and 404 texts, 201 `Success`. `requests` lists what it was sent.
 */
export const createFakeBridge = async (settings: FakeBridgeSettings = {}) => {
  const current = { mode: settings.mode ?? ('ok' as FakeBridgeMode) }
  const requests: SeenRequest[] = []
  const { devices = [{ manufacturer: 'Espressif', product: 'ESP-EYE', serial: '707B266C064B14A6' }] } =
    settings
  const { scores = { '0': 0.75, '1': 0.25 }, install = { status: 201, text: 'Success' } } = settings

  const answerAsFlask = (request: SeenRequest, response: ServerResponse) => {
    const path = request.url.split('?')[0] ?? ''
    if (PATHS[path] === undefined && PATHS[`${path}/`] !== undefined) {
      const location = `http://${request.headers.host}${path}/`
      return response.writeHead(308, { ...TEXT_TYPE, location }).end(page(308))
    }
    if (PATHS[path] === undefined) return response.writeHead(404, TEXT_TYPE).end(page(404))
    if (PATHS[path] !== request.method) return response.writeHead(405, TEXT_TYPE).end(page(405))
    if (path === '/devices/') return response.writeHead(200, JSON_TYPE).end(JSON.stringify({ devices }))
    if (path === '/health/') return response.writeHead(200, TEXT_TYPE).end('Online')
    const body = parse(request)
    if (body === undefined) return response.writeHead(415, TEXT_TYPE).end(page(415))
    if (body === null) return response.writeHead(400, TEXT_TYPE).end(page(400))
    if (path === '/prediction/') {
      if (!body.device?.serial) return response.writeHead(400, TEXT_TYPE).end('No device in request')
      if (body.device.serial === 'unknown') {
        return response.writeHead(404, TEXT_TYPE).end('Failed to read prediction from device')
      }
      return response.writeHead(200, JSON_TYPE).end(JSON.stringify(scores))
    }
    if (!body.device) return response.writeHead(400, TEXT_TYPE).end('No device in request')
    if (body.model === undefined) return response.writeHead(500, TEXT_TYPE).end(page(500))
    return response.writeHead(install.status, TEXT_TYPE).end(install.text)
  }

  const misbehave: Partial<
    Record<FakeBridgeMode, (request: SeenRequest, response: ServerResponse) => unknown>
  > = {
    slow: async (request, response) => {
      await sleep(settings.delayMs ?? 1000)
      answerAsFlask(request, response)
    },
    silent: () => undefined,
    broken: (_, response) => response.writeHead(500, TEXT_TYPE).end(page(500)),
    lying: (_, response) => response.writeHead(200, JSON_TYPE).end('["all is well"]'),
    html: (_, response) => response.writeHead(200, TEXT_TYPE).end(page(200)),
    nested: (_, response) =>
      response.writeHead(200, JSON_TYPE).end(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    enormous: (_, response) => {
      response.writeHead(200, JSON_TYPE).write('{"devices":[')
      const entry = `${JSON.stringify(devices[0] ?? {})},`.repeat(500)
      const more = () => {
        while (!response.destroyed && response.write(entry));
      }
      response.on('drain', more)
      more()
    },
    'hangs-after-headers': (_, response) => response.writeHead(200, JSON_TYPE).write('{"devices":['),
    'cut-short': (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': 100 }).write('{"devices":[')
      setTimeout(() => response.destroy(), 20)
    },
    'until-close': (_, response) =>
      response.socket?.end(
        `HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ devices })}`,
      ),
    resets: (_, response) => response.socket?.resetAndDestroy(),
    'no-http': (_, response) => response.socket?.end('220 mail.example ESMTP\r\n'),
    'redirects-elsewhere': (_, response) =>
      response.writeHead(302, { location: settings.elsewhere ?? 'http://elsewhere.invalid/devices/' }).end(),
    'redirect-loop': (request, response) => response.writeHead(308, { location: request.url }).end(),
    'redirects-here': (request, response) => {
      if (request.url.includes('again')) return answerAsFlask(request, response)
      return response.writeHead(307, { location: `${request.url}?again` }).end()
    },
  }

  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(incoming).catch(() => '')
    const request: SeenRequest = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body,
    }
    requests.push(request)
    const answer = misbehave[current.mode] ?? answerAsFlask
    answer(request, response)
  }
  const server =
    settings.tls === undefined ? http.createServer(listener) : https.createServer(settings.tls, listener)
  server.on('connection', (socket) => socket.on('error', () => undefined))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    /** What a user would register, e.g. `127.0.0.1:41234`. */
    address: `127.0.0.1:${port}`,
    port,
    requests,
    setMode: (mode: FakeBridgeMode) => {
      current.mode = mode
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

export type FakeBridge = Awaited<ReturnType<typeof createFakeBridge>>
