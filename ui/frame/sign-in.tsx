import { useState } from 'preact/hooks'
import { ErrorNote } from '../parts/error-note.tsx'

interface SignInProps {
  error: unknown
  onToken: (token: string) => void
}

export const SignIn = ({ error, onToken }: SignInProps) => {
  const [token, setToken] = useState('')
  return (
    <main class="alone" id="main">
      <h1>TinyMLaaS</h1>
      <p>This relay asks for a token.</p>
      {error !== null && <ErrorNote error={error} />}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (token.trim()) onToken(token.trim())
        }}
      >
        <label>
          Token
          <input
            type="password"
            autocomplete="off"
            spellcheck={false}
            required
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary">
          Sign in
        </button>
      </form>
      <p class="faint">
        An operator makes one with <code>tinymlaas token create NAME</code>. It stays in this tab and is
        forgotten when the tab is closed.
      </p>
    </main>
  )
}
