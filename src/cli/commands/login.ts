import { text } from 'node:stream/consumers'
import { UsageError } from '../command.ts'
import { connect } from '../relay/connect.ts'
import { defineCommand } from '../relay/define-command.ts'
import { forgetLogin, loginFile, saveLogin } from '../relay/saved-login.ts'

/** Keeps the address of a relay and its token for the commands that follow. */
export const login = defineCommand({
  name: 'login',
  synopsis: ['URL [--token-stdin]', '--forget'],
  about: `Remembers a relay, and the token that comes on stdin or in TINYMLAAS_TOKEN, for later commands of this user.
In a pipeline set TINYMLAAS_URL and TINYMLAAS_TOKEN instead.`,
  options: {
    'token-stdin': { about: 'Read the token from stdin: it stays out of the history of the shell.' },
    forget: { about: 'Forget the relay and the token.' },
  },
  run: async ({ given, screen, env }) => {
    if (given.has('forget')) {
      await forgetLogin(env)
      return screen.result({ forgotten: true }, ['Forgotten.'])
    }
    const { URL: url } = given.words('URL')
    if (!URL.canParse(url) || !/^https?:/.test(url))
      throw new UsageError(`"${url}" is no address of a relay: http://host:port.`)
    const token =
      (given.has('token-stdin') ? (await text(process.stdin)).trim() : env['TINYMLAAS_TOKEN']) || undefined
    // Whether it opens anything is known now, not in the middle of a pipeline.
    await connect(url, token, () => undefined).ask((client) =>
      client.GET('/datasets/', { params: { query: { limit: 1 } } }),
    )
    await saveLogin(env, { url, ...(token ? { token } : {}) })
    screen.result({ url, file: loginFile(env) }, [`Logged in to ${url}; kept in ${loginFile(env)}.`])
  },
})
