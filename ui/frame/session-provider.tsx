import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { RelayError } from '../../src/client/relay-error.ts'
import { openSession, SessionContext } from '../api/session.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { Loading } from '../parts/loading.tsx'
import { SignIn } from './sign-in.tsx'

const KEY = 'tinymlaas-token'

type Access =
  | { state: 'asking' }
  | { state: 'in' }
  | { state: 'out'; error: RelayError | null }
  | { state: 'away'; error: unknown }

/** Asks for a token where the relay does. It is kept for this tab alone, until the tab is closed. */
export const SessionProvider = ({ children }: { children: ComponentChildren }) => {
  const [token, setToken] = useState(() => sessionStorage.getItem(KEY))
  const [access, setAccess] = useState<Access>({ state: 'asking' })
  const [attempt, setAttempt] = useState(0)
  const refuse = useCallback(
    (error: RelayError) => setAccess({ state: 'out', error: sessionStorage.getItem(KEY) ? error : null }),
    [],
  )
  const session = useMemo(() => {
    const signOut = () => {
      sessionStorage.removeItem(KEY)
      setToken(null)
      setAttempt((count) => count + 1)
    }
    return { ...openSession(token, refuse), signOut }
  }, [token, refuse])
  // Another attempt asks again.
  useEffect(() => {
    session.client
      .GET('/boards')
      .then(dataOf)
      .then(
        () => setAccess({ state: 'in' }),
        (error: unknown) => {
          if (!(error instanceof RelayError && error.status === 401)) setAccess({ state: 'away', error })
        },
      )
  }, [session, attempt])
  const signIn = (given: string) => {
    sessionStorage.setItem(KEY, given)
    setAccess({ state: 'asking' })
    setToken(given)
    setAttempt((count) => count + 1)
  }
  if (access.state === 'asking') return <Loading what="the relay" />
  if (access.state === 'out') return <SignIn error={access.error} onToken={signIn} />
  if (access.state === 'away')
    return (
      <div class="alone">
        <ErrorNote error={access.error} onRetry={() => setAttempt((count) => count + 1)} />
      </div>
    )
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
}
