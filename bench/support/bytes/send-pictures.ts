import { request } from 'node:http'
import { z } from 'zod'
import type { multipart } from '../../../test/support/multipart.ts'
import { takeTime } from '../take-time.ts'

const dataset = z.object({ id: z.int() })

interface Sent {
  headers?: Record<string, string>
  body?: Buffer
}

/**
 * Posts over a connection of its own: making pictures keeps this process busy for longer than a relay keeps one that says
 * nothing. @throws Error when it is refused.
 */
const post = (url: string, { headers = {}, body = Buffer.alloc(0) }: Sent = {}) =>
  new Promise<string>((resolve, reject) => {
    const length = { 'Content-Length': String(body.length) }
    const outgoing = request(url, { method: 'POST', headers: { ...headers, ...length }, agent: false })
    outgoing.on('error', reject).on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.on('error', reject).on('end', () => {
        if (answer.statusCode === 200 || answer.statusCode === 201) resolve(text)
        else reject(new Error(`${url} was answered ${answer.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    outgoing.end(body)
  })

export const newDataset = async (url: string): Promise<number> =>
  dataset.parse(JSON.parse(await post(`${url}/datasets/?dataset_name=bench&dataset_desc=`))).id

/** Sends an upload that is ready to be sent; answers the seconds it takes. */
export const sendPictures = async (
  url: string,
  id: number,
  { headers = {}, body = '' }: ReturnType<typeof multipart>,
): Promise<number> => {
  const form = { headers: z.record(z.string(), z.string()).parse(headers), body: Buffer.from(body) }
  const { seconds } = await takeTime(() => post(`${url}/datasets/${id}/`, form))
  return seconds
}
