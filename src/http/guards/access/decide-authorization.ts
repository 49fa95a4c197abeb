import { isIP } from 'node:net'
import type { Config } from '../../../config.ts'
import { SetupError } from '../../../errors.ts'

/** Whether only this machine reaches an address. */
const isLoopback = (host: string) =>
  host === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1'

/** Whether requests need a token: always where others can reach the relay, unless the operator says otherwise. */
export const needsTokens = ({ listen, auth }: Pick<Config, 'listen' | 'auth'>): boolean =>
  auth === 'tokens' || (auth === 'auto' && !isLoopback(listen.host))

/** Whether monitors need a token on a port of their own, which may be reached by more than the other. */
export const needsTokensForOps = (
  { listen, auth }: Pick<Config, 'listen' | 'auth'>,
  isTokenRequired: boolean,
): boolean => isTokenRequired || needsTokens({ listen: { ...listen, host: listen.opsHost }, auth })

/**
 * The same, once it is known how many tokens there are.
 * @throws SetupError that says what to do, rather than to listen openly or uselessly.
 */
export const decideAuthorization = (
  config: Pick<Config, 'listen' | 'auth'>,
  validTokens: number,
): boolean => {
  const { listen } = config
  const isRequired = needsTokens(config)
  if (isRequired && validTokens === 0) {
    throw new SetupError(
      `Requests to ${listen.host} need a token, and there is none: make one with \`npm run tinymlaas -- token create NAME --scopes run\`, set FIRST_TOKEN_FILE to have one made, listen on 127.0.0.1, or set AUTH=none if only trusted clients can reach it.`,
    )
  }
  return isRequired
}
