import { parseArgs } from 'node:util'
import { z } from 'zod'
import { codeOf } from '../errors.ts'
import { insertToken, listTokens, revokeToken, rotateToken, type Scope, scopes } from '../store/tokens.ts'
import { type Command, UsageError } from './command.ts'
import { readSeconds } from './read-seconds.ts'
import { useDatabase } from './use-database.ts'

const UNIQUE_VIOLATION = '23505'
const tokenName = z.string().regex(/^[\w.@-]{1,100}$/)

const usage = `usage: tinymlaas token create NAME [--scopes read,run,admin] [--expires 30d]
       tinymlaas token list
       tinymlaas token rotate NAME [--grace 1h]
       tinymlaas token revoke NAME

A token goes into the header "Authorization: Bearer TOKEN". It is printed once, when it is made; only its
digest is kept. Scopes: read (every GET), run (also uploads, runs and installs; the default), admin (everything).
What a token makes belongs to its name, and only that name or an admin changes it. A time is a number and s, m, h or d.
rotate makes another secret under the same name; the old one counts for an hour more, or as long as --grace says.`

const readScopes = (text: string): Scope[] => {
  const parsed = z.array(z.enum(scopes)).min(1).safeParse(text.split(','))
  if (!parsed.success) throw new UsageError(`The scopes are ${scopes.join(', ')}, separated by commas.`)
  return [...new Set(parsed.data)]
}

const readName = (name: string | undefined): string => {
  const parsed = tokenName.safeParse(name)
  if (!parsed.success) throw new UsageError('Give a name of letters, digits and _ . @ -, up to 100.')
  return parsed.data
}

const create = async (
  env: NodeJS.ProcessEnv,
  name: string,
  granted: Scope[],
  seconds: number | null,
): Promise<number> => {
  try {
    console.log(await useDatabase(env, 'make', (db) => insertToken(db, name, granted, seconds)))
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    console.error(`There is or was a token "${name}": choose another name, so that logs stay clear.`)
    return 1
  }
  console.error(`The token "${name}" may ${granted.join(', ')}. Keep it: it is not shown again.`)
  return 0
}

const list = async (env: NodeJS.ProcessEnv): Promise<number> => {
  const tokens = await useDatabase(env, 'as-is', listTokens)
  const rows = tokens.map((t) => [
    t.name,
    t.scopes.join(','),
    t.revoked ? `revoked ${t.revoked}` : t.is_expired ? `expired ${t.expires}` : 'valid',
    `last used ${t.last_used ?? 'never'}`,
    `expires ${t.expires ?? 'never'}`,
  ])
  for (const row of rows) console.log(row.join('\t'))
  return 0
}

const revoke = async (env: NodeJS.ProcessEnv, name: string): Promise<number> => {
  if (await useDatabase(env, 'as-is', (db) => revokeToken(db, name))) return 0
  console.error(`There is no valid token "${name}"; \`tinymlaas token list\` shows them.`)
  return 1
}

const rotate = async (env: NodeJS.ProcessEnv, name: string, graceSeconds: number): Promise<number> => {
  const secret = await useDatabase(env, 'as-is', (db) => rotateToken(db, name, graceSeconds))
  if (secret === null) {
    console.error(`There is no valid token "${name}"; \`tinymlaas token list\` shows them.`)
    return 1
  }
  console.log(secret)
  console.error(`Keep it: it is not shown again. The old one counts for ${graceSeconds} seconds more.`)
  return 0
}

/** Makes, lists, rotates and revokes API tokens. */
export const token: Command = {
  usage,
  words: ['create', 'list', 'rotate', 'revoke', '--scopes', '--expires', '--grace'],
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args,
      options: {
        scopes: { type: 'string', default: 'run' },
        expires: { type: 'string' },
        grace: { type: 'string', default: '1h' },
      },
      allowPositionals: true,
    })
    const [verb, name, ...rest] = positionals
    if (rest.length > 0) throw new UsageError(`What is "${rest[0]}"?`)
    switch (verb) {
      case 'create':
        return create(
          env,
          readName(name),
          readScopes(values.scopes),
          values.expires === undefined ? null : readSeconds('expires', values.expires),
        )
      case 'list':
        return list(env)
      case 'rotate':
        return rotate(env, readName(name), readSeconds('grace', values.grace))
      case 'revoke':
        return revoke(env, readName(name))
      default:
        throw new UsageError('Say create, list, rotate or revoke.')
    }
  },
}
