import { request } from 'node:http'
import { json } from 'node:stream/consumers'

/** A request with exactly these headers, which fetch would not let a program set. */
export const sendRaw = (
  url: string,
  options: { method: string; path: string; headers: Record<string, string> },
): Promise<{ status: number; json: unknown }> =>
  new Promise((resolve, reject) => {
    const sent = request(new URL(options.path, url), options, (answer) => {
      json(answer).then((body) => resolve({ status: answer.statusCode ?? 0, json: body }), reject)
    })
    sent.on('error', reject).end()
  })
