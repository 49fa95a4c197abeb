import { createHash, type Hash } from 'node:crypto'
import { to as copyTo } from 'pg-copy-streams'
import { parseCopy } from '../store/blobs/copy-rows.ts'
import { openClient } from './open-client.ts'

const QUERY = `copy (
  select b.id::text, b.sha256, b.bytes, c.data from blobs b left join blob_chunks c on c.blob_id = b.id
  where b.state = 'ready' order by b.id, c.seq) to stdout (format binary)`

/** Of blobs that are not what they were stored as, most that are named. */
const MAX_NAMED = 20

/** What is known of the blob whose pieces come. */
interface Current {
  id: string
  sha256: string
  expected: number
  hash: Hash
  bytes: number
}

/**
 * Reads every stored byte, one piece at a time, and holds it against the digest that was taken when it was stored: those of
 * every picture and every file that a run left.
 */
export const compareBlobs = async (url: string) => {
  const client = await openClient(url)
  const found = { blobs: 0, bytes: 0, wrong: [] as string[], damaged: 0 }
  let current: Current | undefined
  const close = () => {
    if (!current) return
    found.blobs += 1
    found.bytes += current.bytes
    if (current.bytes === current.expected && current.hash.digest('hex') === current.sha256) return
    found.damaged += 1
    if (found.wrong.length < MAX_NAMED) found.wrong.push(current.id)
  }
  try {
    for await (const [id, sha256, bytes, data] of parseCopy(client.query(copyTo(QUERY)))) {
      const name = String(id)
      if (current?.id !== name) {
        close()
        current = {
          id: name,
          sha256: sha256?.toString('hex') ?? '',
          expected: Number(bytes?.readBigInt64BE() ?? -1n),
          hash: createHash('sha256'),
          bytes: 0,
        }
      }
      current.hash.update(data ?? '')
      current.bytes += data?.length ?? 0
    }
    close()
    return found
  } finally {
    await client.end().catch(() => undefined)
  }
}
