import packageJson from '../../../package.json' with { type: 'json' }
import { readConfig } from '../../config.ts'
import { openServer } from '../../db/open-database.ts'
import { codeOf, isDatabaseAway } from '../../errors.ts'
import { createLogger } from '../../logger.ts'

type Server = Awaited<ReturnType<typeof openServer>>

/** The version of this command, and of the relay that it belongs to. */
export const { version } = packageJson

/** SQLSTATE class of who may not come in, and of what is not there. */
const REFUSED = /^(28|3D)/

/**
 * Does something with the server of the relay's database, whatever its schema: with the embedded one, which may be running or
 * not, `create` makes it where there is none.
 * @throws SetupError when it is not to be had.
 */
export const useServer = async <T>(
  env: NodeJS.ProcessEnv,
  create: boolean,
  act: (server: Server) => Promise<T>,
): Promise<T> => {
  const server = await openServer(readConfig(env), createLogger('error'), { create })
  try {
    return await act(server)
  } catch (error) {
    throw isDatabaseAway(error) || REFUSED.test(codeOf(error) ?? '') ? server.explain(error) : error
  } finally {
    await server.stop()
  }
}
