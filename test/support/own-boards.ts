import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A row of BOARDS_FILE with all that it must have. */
export const OWN_BOARD = {
  id: 'our-board',
  name: 'Our board',
  cpu: 'Cortex-M4',
  clock_mhz: 80,
  flash_bytes: 524_288,
  ram_bytes: 65_536,
  toolchain: 'ours',
  source: 'its schematic',
}

/** A file of that content, removed at the end of the test. Returns its path. */
export const useBoardsFile = async (content: unknown): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'tinymlaas-boards-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'boards.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
