import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const LOOK_MS = 20
const accepted = z.object({ run_id: z.uuid() })
const runView = z
  .object({
    state: z.string(),
    detail: z.string().nullish(),
    finished_at: z.string().nullable(),
    report: z.object({ seconds: z.record(z.string(), z.number()) }).nullish(),
  })
  .loose()

/** Asks for a training that job-image.ts pretends. Returns the run's id. */
export const submitTraining = async (url: string, dataset: number): Promise<string> => {
  const answer = await fetch(`${url}/models/datasets/${dataset}?lossfunc=Categorical%20crossentropy`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
    body: JSON.stringify({
      parameters: { epochs: 1, img_width: 16, img_height: 16, batch_size: 2 },
      description: 'bench',
    }),
  })
  if (answer.status !== 202) throw new Error(`A training was refused: ${await answer.text()}`)
  return accepted.parse(await answer.json()).run_id
}

/** What a run has left, when it has succeeded; `endedAt` in seconds since 1970. */
export const followRun = async (url: string, id: string) => {
  for (; ; await sleep(LOOK_MS)) {
    const run = runView.parse(await (await fetch(`${url}/runs/${id}`)).json())
    if (run.state === 'queued' || run.state === 'running') continue
    if (run.state !== 'succeeded') throw new Error(`A run ended as ${run.state}: ${run.detail}`)
    const endedAt = Date.parse(`${run.finished_at?.replace(/Z$/, '')}Z`) / 1000
    return { seconds: run.report?.seconds ?? {}, endedAt }
  }
}
