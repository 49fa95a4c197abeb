import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes the label of an installation beside the embedded database that is its own, for scripts/clean.sh: what bears
 * another one on the same engine is somebody else's.
 */
export const noteInstallation = async (dataDir: string, label: string): Promise<void> => {
  const file = join(dataDir, 'installations')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (!known.split('\n').includes(label)) await appendFile(file, `${label}\n`)
}
