import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** V8's own: by how much the memory for young objects grows when it is short. */
const GROWTH = 2

/**
 * Gives back the memory that a start has left; V8 by itself keeps the pages of what was garbage by then. From now on the
 * memory for young objects may grow as requests need it, which main.js has forbidden.
 */
export const giveBackMemory = (): void => {
  setFlagsFromString('--expose-gc')
  const collect: NodeJS.GCFunction = runInNewContext('gc')
  collect({ type: 'major', flavor: 'last-resort' })
  setFlagsFromString(`--semi-space-growth-factor=${GROWTH}`)
}
