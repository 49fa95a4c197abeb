import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { encodePng } from '../../../scripts/demo/encode-png.ts'

const SIDE = 600
const accepted = z.object({ run_id: z.uuid() })
const PATIENCE_MS = 120_000

/** Repeats a request until the relay, which may be dead just now, acknowledges it. */
const insist = async <T>(ask: () => Promise<T | null>): Promise<T> => {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await sleep(150)) {
    const answer = await ask().catch(() => null)
    if (answer !== null) return answer
  }
  throw new Error('The relay acknowledged nothing for two minutes.')
}

/** A dataset of two classes whose pictures are noise: some megabytes that have to stream. Returns its id. */
export const uploadNoise = (url: string): Promise<number> =>
  insist(async () => {
    const made = await fetch(`${url}/datasets/?dataset_name=noise&dataset_desc=`, { method: 'POST' })
    const { id } = z.object({ id: z.int() }).parse(await made.json())
    const form = new FormData()
    for (const name of ['a/1.png', 'a/2.png', 'a/3.png', 'b/1.png', 'b/2.png', 'b/3.png']) {
      const pixels = new Uint8Array(SIDE * SIDE)
      for (let at = 0; at < pixels.length; at += 60_000)
        crypto.getRandomValues(pixels.subarray(at, at + 60_000))
      form.append('files', new Blob([new Uint8Array(encodePng(pixels, SIDE))]), name)
    }
    const answer = await fetch(`${url}/datasets/${id}/`, { method: 'POST', body: form })
    return answer.status === 200 ? id : null
  })

/** Asks once for a training; null when it was not acknowledged. */
const submitOnce = async (url: string, dataset: number, key: string, epochs = 3) => {
  const answer = await fetch(`${url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Prefer: 'respond-async', 'Idempotency-Key': key },
    body: JSON.stringify({
      parameters: { epochs, img_width: 16, img_height: 16, batch_size: 2 },
      description: 'fault loop',
    }),
    signal: AbortSignal.timeout(10_000),
  })
  return answer.status === 202 ? accepted.parse(await answer.json()).run_id : null
}

/** Submits a training, again and again under the same key until it is acknowledged. Returns the run's id. */
export const submitRun = (url: string, dataset: number, epochs = 3): Promise<string> => {
  const key = randomUUID()
  return insist(() => submitOnce(url, dataset, key, epochs))
}
