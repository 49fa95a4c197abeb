import { createHash, randomUUID } from 'node:crypto'
import type { Call } from './define-command.ts'

const PAGE = 1000

/** An Idempotency-Key that is the same for the same content: who asks again gets the run that there is. */
export const makeKey = ({ given }: Call, kind: string, content: unknown): string =>
  given.has('again')
    ? `cli-${kind}-${randomUUID()}`
    : `cli-${kind}-${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`

/** A digest of what a dataset holds: paths, contents, labels and parts. */
export const fingerprintDataset = async ({ ask }: Call, datasetId: number): Promise<string> => {
  const hash = createHash('sha256')
  for (let after = 0; ; ) {
    const query = { after, limit: PAGE }
    const files = await ask((client) =>
      client.GET('/datasets/{dataset_id}/files', { params: { path: { dataset_id: datasetId }, query } }),
    )
    for (const { path, sha256, label = null, split = null, problem = null } of files)
      hash.update(`${JSON.stringify([path, sha256, label, split, problem === null])}\n`)
    const last = files.at(-1)
    if (!last || files.length < PAGE) return hash.digest('hex')
    after = last.id
  }
}

export const againOption = {
  again: { about: 'Do it anew, although exactly this was done before.' },
}
