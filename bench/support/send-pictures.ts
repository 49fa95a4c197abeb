import { z } from 'zod'
import type { multipart } from '../../test/support/multipart.ts'
import { takeTime } from './take-time.ts'

type Form = ReturnType<typeof multipart>

const dataset = z.object({ id: z.int() })

export const newDataset = async (url: string): Promise<number> => {
  const answer = await fetch(`${url}/datasets/?dataset_name=bench&dataset_desc=`, { method: 'POST' })
  return dataset.parse(await answer.json()).id
}

/** Sends an upload that is ready to be sent; answers the seconds it takes. */
export const sendPictures = async (
  url: string,
  id: number,
  { headers = {}, body = '' }: Form,
): Promise<number> => {
  const bytes = new Uint8Array(Buffer.from(body))
  const { seconds, value } = await takeTime(async () => {
    const answer = await fetch(`${url}/datasets/${id}/`, { method: 'POST', headers, body: bytes })
    return { ok: answer.ok, text: await answer.text() }
  })
  if (!value.ok) throw new Error(`The upload was refused: ${value.text}`)
  return seconds
}
