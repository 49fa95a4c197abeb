import { readFileSync } from 'node:fs'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { DockerOptions } from 'dockerode'
import { codeOf, SetupError } from '../../errors.ts'

const TLS_PORT = '2376'

/**
 * The Docker client writes the options of every call down for its debug log, whether or not there is one: an agent with all
 * that hangs on its sockets takes it a tenth of a second under load.
 */
const unseen = <T extends object>(agent: T): T =>
  Object.defineProperty(agent, inspect.custom, { value: () => 'Agent' })

/**
 * Options of the Docker client for `unix:///path`, `/path` or `tcp://host:port`. A folder with ca.pem,
 * cert.pem and key.pem makes tcp use TLS. No connection is kept alive: the first call after a restart of
 * the engine would be lost on a stale one.
 * @throws SetupError on any other address, and for a folder without these files.
 */
export const engineConnection = (address: string, certPath?: string) => {
  // The client would otherwise mix in DOCKER_HOST and DOCKER_CLIENT_TIMEOUT of the environment.
  const fixed = { timeout: 0, host: '' }
  const agent = unseen(new HttpAgent({ keepAlive: false }))
  const path = address.replace(/^unix:\/\//, '')
  if (path.startsWith('/')) return { ...fixed, agent, socketPath: path }
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !['tcp:', 'http:', 'https:'].includes(url.protocol)) {
    throw new SetupError(`DOCKER_HOST must be unix:///path or tcp://host:port, not ${address}.`)
  }
  const base: DockerOptions = { ...fixed, host: url.hostname, port: url.port }
  if (url.protocol !== 'https:' && url.port !== TLS_PORT) return { ...base, agent, protocol: 'http' as const }
  const read = (name: string) => {
    try {
      return readFileSync(join(certPath ?? '', name))
    } catch (cause) {
      throw new SetupError(
        `DOCKER_CERT_PATH=${certPath} has no ${name} that this user may read (${codeOf(cause)}): ca.pem, cert.pem and key.pem belong there.`,
        { cause },
      )
    }
  }
  const pems = certPath ? { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') } : {}
  return { ...base, ...pems, agent: unseen(new HttpsAgent({ keepAlive: false })), protocol: 'https' as const }
}
