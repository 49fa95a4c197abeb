import { parseArgs } from 'node:util'
import { z } from 'zod'
import { codeOf } from '../errors.ts'
import { insertToken, listTokens, revokeToken, type Scope, scopes } from '../store/tokens.ts'
import { type Command, UsageError } from './command.ts'
import { useDatabase } from './use-database.ts'

const UNIQUE_VIOLATION = '23505'
const tokenName = z.string().regex(/^[\w.@-]{1,100}$/)

const usage = `usage: tinymlaas token create NAME [--scopes read,run,admin]
       tinymlaas token list
       tinymlaas token revoke NAME

A token goes into the header "Authorization: Bearer TOKEN". It is printed once, when it is made; only its
digest is kept. Scopes: read (every GET), run (also uploads, runs and installs; the default), admin (everything).`

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

const create = async (env: NodeJS.ProcessEnv, name: string, granted: Scope[]): Promise<number> => {
  try {
    console.log(await useDatabase(env, (db) => insertToken(db, name, granted)))
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    console.error(`There is or was a token "${name}": choose another name, so that logs stay clear.`)
    return 1
  }
  console.error(`The token "${name}" may ${granted.join(', ')}. Keep it: it is not shown again.`)
  return 0
}

const list = async (env: NodeJS.ProcessEnv): Promise<number> => {
  const tokens = await useDatabase(env, listTokens)
  const rows = tokens.map((t) => [
    t.name,
    t.scopes.join(','),
    t.revoked ? `revoked ${t.revoked}` : 'valid',
    `last used ${t.last_used ?? 'never'}`,
  ])
  for (const row of rows) console.log(row.join('\t'))
  return 0
}

const revoke = async (env: NodeJS.ProcessEnv, name: string): Promise<number> => {
  if (await useDatabase(env, (db) => revokeToken(db, name))) return 0
  console.error(`There is no valid token "${name}"; \`tinymlaas token list\` shows them.`)
  return 1
}

/** Makes, lists and revokes API tokens. */
export const token: Command = {
  summary: 'make, list and revoke API tokens',
  usage,
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args,
      options: { scopes: { type: 'string', default: 'run' } },
      allowPositionals: true,
    })
    const [verb, name, ...rest] = positionals
    if (rest.length > 0) throw new UsageError(`What is "${rest[0]}"?`)
    switch (verb) {
      case 'create':
        return create(env, readName(name), readScopes(values.scopes))
      case 'list':
        return list(env)
      case 'revoke':
        return revoke(env, readName(name))
      default:
        throw new UsageError('Say create, list or revoke.')
    }
  },
}
