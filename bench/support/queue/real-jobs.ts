import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { readDigits } from '../../../scripts/demo/read-digits.ts'
import { packJob } from '../../../src/runner/input/pack-job.ts'
import type { JobInput } from '../../../src/runner/types.ts'

const RUN_ID = '5b0c1f3e-8a51-4a52-9d0f-0c1d2e3f4a5b'
const runView = z
  .object({ state: z.string(), detail: z.string().nullish(), model_id: z.int().nullish() })
  .loose()

const inputOf = (name: string, bytes: Uint8Array): JobInput => ({
  name,
  size: bytes.length,
  body: Readable.from([bytes], { objectMode: false }),
})

/** The tar stream that a relay would send. */
const packByHand = (kind: 'train' | 'compile', classes: string[], parameters: object, files: JobInput[]) => {
  const spec = { version: 1, kind, run_id: RUN_ID, deadline_seconds: 3600, classes } as const
  const json = z.record(z.string(), z.json()).parse(parameters)
  return buffer(Readable.from(packJob({ ...spec, parameters: json }, files)))
}

/** The same digits that upload-digits.ts sends. */
export const packTraining = async (perDigit: number, parameters: object): Promise<Buffer> => {
  const digits = await readDigits(perDigit)
  const labels = [...new Set(digits.map(({ name }) => name.split('/')[0] ?? ''))].toSorted()
  const files = digits.map(({ name, png }, at) =>
    inputOf(`data/${labels.indexOf(name.split('/')[0] ?? '')}/${at + 1}`, png),
  )
  return packByHand('train', labels, { ...parameters, lossfunc: 'Categorical crossentropy' }, files)
}

/** Two files of a model, for a compile by hand. */
export const packCompile = async (url: string, trainedBy: string, classes: string[]): Promise<Buffer> => {
  const names = ['model.keras', 'holdout.npz']
  const files = names.map(async (name) => {
    const answer = await fetch(`${url}${trainedBy}/artifacts/${name}`)
    if (!answer.ok) throw new Error(`${name} was answered ${answer.status}`)
    return inputOf(name, new Uint8Array(await answer.arrayBuffer()))
  })
  return packByHand('compile', classes, {}, await Promise.all(files))
}

/** Asks for a run and waits for its end; `first` is when its program said something first, in milliseconds since the request. */
export const waitForRun = async (url: string, path: string, body?: object) => {
  const began = performance.now()
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { Prefer: 'respond-async', ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (answer.status !== 202) throw new Error(`It was answered ${answer.status}: ${await answer.text()}`)
  const { location } = z.object({ location: z.string() }).parse(await answer.json())
  const { firstMs, endMs } = await follow(`${url}${location}/events`, began)
  const run = runView.parse(await (await fetch(`${url}${location}`)).json())
  if (run.state !== 'succeeded') throw new Error(`The run ended as ${run.state}: ${run.detail}`)
  return { seconds: endMs / 1000, firstMs, modelId: run.model_id ?? 0, location }
}

const PROGRESS = /^event: ?(phase|started)$|"type": ?"(phase|started)"/m
const END = /"state": ?"(succeeded|failed|cancelled)"/

/**
 * When the program said something first, and when the run had ended. Asking for the run again and again instead takes a relay,
 * PostgreSQL and this process half a processor, which the job then lacks.
 */
const follow = async (url: string, began: number) => {
  const stream = await fetch(url, { headers: { Accept: 'text/event-stream' } })
  let text = ''
  let firstMs = Number.NaN
  for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (Number.isNaN(firstMs) && PROGRESS.test(text)) firstMs = performance.now() - began
    if (END.test(text)) return { firstMs, endMs: performance.now() - began }
    // The last event may have come in part.
    text = text.slice(Math.max(0, text.lastIndexOf('\n\n')))
  }
  throw new Error(`The events of ${url} ended before the run.`)
}

/** Milliseconds from the request of a prediction to its answer. */
export const timePrediction = async (url: string, modelId: number, png: Uint8Array): Promise<number> => {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'digit.png')
  const began = performance.now()
  const answer = await fetch(`${url}/models/${modelId}/predict`, { method: 'POST', body: form })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`A prediction was answered ${answer.status}: ${text}`)
  return performance.now() - began
}

/** Until a container waits for a run. */
export const untilWarm = async (url: string): Promise<void> => {
  for (; ; await sleep(100))
    if (/^tinymlaas_warm_containers 1$/m.test(await (await fetch(`${url}/metrics`)).text())) return
}
