import type { Request } from 'express'
import { z } from 'zod'
import type { Executor } from '../../../db/create-database.ts'
import { AppError } from '../../../errors.ts'
import { findOwner, type Owned } from '../../../store/owners.ts'
import { MAX_ID } from '../../../store/sql.ts'
import type { Scope } from '../../../store/tokens.ts'
import type { Client } from '../../endpoint.ts'
import type { ClientIdentifier } from './identify-client.ts'
import type { Permission } from './permissions.ts'

/** Who may do more may do less. */
const includes: Record<Scope, Scope[]> = {
  read: ['read', 'run', 'admin'],
  run: ['run', 'admin'],
  admin: ['admin'],
}
const allows = ({ scopes }: Client, needed: Scope) => scopes.some((scope) => includes[needed].includes(scope))

const rowId = z.int().min(1).max(MAX_ID)
const ids: Record<Owned, z.ZodType<number | string>> = {
  dataset: rowId,
  model: rowId,
  run: z.uuid(),
  alias: z.string(),
  webhook: rowId,
}

/** Holds requests against the table of permissions. */
export const createAuthorizer = (db: Executor, identify: ClientIdentifier) => ({
  /**
   * Who asks. What is open to everybody is asked by nobody.
   * @throws AppError `unauthorized`, `rate-limited`.
   */
  async identify(permission: Permission, request: Request): Promise<Client> {
    return permission.scope === null
      ? { name: null, scopes: [], via: 'nobody' }
      : identify(request, permission)
  },

  /**
   * Checks that who asks may do this at all, and to what the path names; what is not there is left to the operation.
   * @throws AppError `forbidden`.
   */
  async check({ scope, owns: thing }: Permission, client: Client, params: object | undefined): Promise<void> {
    if (scope !== null && !allows(client, scope)) {
      throw new AppError('forbidden', `"${client.name}" lacks the scope ${scope}.`, {
        hint: `Use a token that was made with --scopes ${scope}.`,
      })
    }
    if (!thing || allows(client, 'admin')) return
    const named = new Map(Object.entries(params ?? {}))
    // What has no number goes by its name.
    const id = ids[thing].safeParse(named.get(`${thing}_id`) ?? named.get(thing))
    const found = id.success ? await findOwner(db, thing, id.data) : null
    if (!found || found.owner === null || found.owner === client.name) return
    throw new AppError('forbidden', `The ${thing} ${id.data} belongs to "${found.owner}".`, {
      hint: `Ask its owner, or use a token of scope admin. What "${client.name}" makes belongs to it.`,
    })
  },
})
export type Authorizer = ReturnType<typeof createAuthorizer>
