import { z } from 'zod'
import { time } from '../../contract/scalars.ts'
import { AppError } from '../../errors.ts'
import { listTokens, revokeToken, scopes } from '../../store/tokens.ts'
import type { AppDeps } from '../app-deps.ts'
import { type Endpoint, endpoint, OPERATION } from '../endpoint.ts'
import { responses } from '../openapi/documented-responses.ts'

const token = z
  .object({
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    created: time,
    last_used: time.nullable(),
    expires: time.nullable(),
    revoked: time.nullable(),
    is_expired: z.boolean(),
  })
  .meta({ id: 'Token' })

/** Tokens are made on the relay's machine, by `tinymlaas token create`: their secrets pass no network. */
export const tokenEndpoints = ({ db }: AppDeps): Endpoint[] => [
  endpoint({
    operationId: 'list_tokens',
    method: 'get',
    path: '/tokens',
    tag: OPERATION,
    summary: 'Every token that was made, by name, and when it was last used; never the token itself',
    responses: { 200: { description: 'The tokens, oldest first', schema: z.array(token) } },
    handle: async () => ({ status: 200, json: await listTokens(db.knex) }),
  }),
  endpoint({
    operationId: 'revoke_token',
    method: 'delete',
    path: '/tokens/{token_name}',
    tag: OPERATION,
    summary: 'Take a token away for good; what it made stays',
    params: z.object({ token_name: z.string().max(100) }),
    responses: { 204: { description: 'It counts no more' }, ...responses.missing },
    handle: async ({ params }) => {
      if (await revokeToken(db.knex, params.token_name)) return { status: 204 }
      throw new AppError('not-found', 'There is no valid token of this name.', {
        hint: 'GET /tokens lists them.',
      })
    },
  }),
]
