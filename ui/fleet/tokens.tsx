import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { RelayError } from '../../src/client/relay-error.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatAgo } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'

type Token = components['schemas']['Token']

const FORBIDDEN = 403

const stateOf = ({ revoked, is_expired }: Token) => (revoked ? 'revoked' : is_expired ? 'expired' : 'valid')

const TokenRow = ({ token, onChange }: { token: Token; onChange: () => void }) => {
  const { client } = useSession()
  const { run, isBusy, error } = useAction(async () => {
    const params = { path: { token_name: token.name } }
    dataOf(await client.DELETE('/tokens/{token_name}', { params }))
    onChange()
  })
  const state = stateOf(token)
  return (
    <li>
      <span class={state === 'valid' ? 'badge succeeded' : 'badge'}>{state}</span>
      <span class="strong">{token.name}</span>
      <span class="faint">
        may {token.scopes.join(', ')} ·{' '}
        {token.last_used ? `last used ${formatAgo(token.last_used)}` : 'never used'}
        {token.expires && state === 'valid' && ` · ends ${formatAgo(token.expires)}`}
      </span>
      {state === 'valid' && (
        <button
          type="button"
          class="quiet end"
          aria-label={`Revoke the token ${token.name}`}
          disabled={isBusy}
          onClick={() => run()}
        >
          Revoke
        </button>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </li>
  )
}

/** Who may use the relay; shown to admins. */
export const Tokens = () => {
  const { client } = useSession()
  const tokens = useLoad(async () => dataOf(await client.GET('/tokens')), 'tokens')
  if (tokens.error instanceof RelayError && tokens.error.status === FORBIDDEN) return null
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">Tokens</h2>
      <Await of={tokens} what="the tokens">
        {(all) => (
          <>
            {all.length === 0 ? (
              <p class="empty">No token was ever made.</p>
            ) : (
              <ul class="plain rows">
                {all.toReversed().map((token) => (
                  <TokenRow key={token.name} token={token} onChange={tokens.reload} />
                ))}
              </ul>
            )}
            <p class="faint">
              Tokens are made on the relay’s machine, with <code>tinymlaas token create NAME</code>: their
              secrets pass no network.
            </p>
          </>
        )}
      </Await>
    </section>
  )
}
