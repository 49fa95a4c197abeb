import { z } from 'zod'
import { readDigits } from '../../scripts/demo/read-digits.ts'

/** A dataset of real digits, `perDigit` of each. Returns its id. */
export const uploadDigits = async (url: string, perDigit: number): Promise<number> => {
  const made = await fetch(`${url}/datasets/?dataset_name=digits&dataset_desc=`, { method: 'POST' })
  const { id } = z.object({ id: z.int() }).parse(await made.json())
  const form = new FormData()
  for (const { name, png } of await readDigits(perDigit))
    form.append('files', new Blob([new Uint8Array(png)]), name)
  const answer = await fetch(`${url}/datasets/${id}/`, { method: 'POST', body: form })
  if (answer.status !== 200) throw new Error(await answer.text())
  return id
}
