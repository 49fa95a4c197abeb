import { sidecarBytes } from '../../labels/sidecars/sidecar.ts'
import type { CollectedUpload, Origin } from './collected-upload.ts'

/** Keeps the text of a file that may say labels; one that is too long is noted without its text. */
export const readSidecar = async (
  collected: CollectedUpload,
  origin: Origin,
  name: string,
  body: AsyncIterable<Buffer>,
): Promise<void> => {
  const limit = sidecarBytes(name, collected.used.sidecarBytes)
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes <= limit) parts.push(Buffer.from(chunk))
    // The rest is read and dropped, so that what follows can be read.
    else parts.length = 0
  }
  const isWhole = bytes <= limit
  if (isWhole) collected.used.sidecarBytes += bytes
  collected.sidecars.push({ ...origin, text: isWhole ? Buffer.concat(parts).toString('utf8') : null })
}
