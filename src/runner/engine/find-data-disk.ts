import { access, readFile } from 'node:fs/promises'
import type { Engine } from './create-engine.ts'
import { hasEngineCode } from './engine-error.ts'

/** Every engine lends a container this file, out of its own data. */
const LENT = '/etc/hostname'
const OF_CONTAINER = new RegExp(`/containers/([0-9a-f]{64})/hostname ${LENT} `)

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * A path on the disk of the engine's data, which no engine tells the free bytes of; null where none of it is seen from
 * here. A container of that very engine sees the file that it was lent. Elsewhere the engine's folder is looked for,
 * unless the engine is another machine's.
 */
export const findDataDisk = async (
  engine: Pick<Engine, 'info' | 'inspect'>,
  host: string,
  mountsFile = '/proc/self/mountinfo',
): Promise<string | null> => {
  const mounts = await readFile(mountsFile, 'utf8').catch(() => '')
  const [, own] = OF_CONTAINER.exec(mounts) ?? []
  const isOfIt =
    own !== undefined &&
    (await engine.inspect(own).then(
      () => true,
      (error: unknown) => {
        if (hasEngineCode(error, 'not-found')) return false
        throw error
      },
    ))
  if (isOfIt) return LENT
  const { DockerRootDir } = await engine.info()
  const isHere = host.startsWith('unix:') || host.startsWith('/')
  return isHere && DockerRootDir && (await isThere(DockerRootDir)) ? DockerRootDir : null
}
