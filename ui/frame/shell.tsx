import type { ComponentChildren } from 'preact'
import { useSession } from '../api/session.ts'

const SECTIONS = [
  { name: 'data', title: 'Data' },
  { name: 'train', title: 'Train' },
  { name: 'models', title: 'Models' },
  { name: 'fleet', title: 'Fleet' },
]
/** A run is shown where trainings are. */
const HOME: Record<string, string> = { runs: 'train' }

interface ShellProps {
  section: string
  children: ComponentChildren
}

export const Shell = ({ section, children }: ShellProps) => {
  const { token, signOut } = useSession()
  const current = HOME[section] ?? section
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <header>
        <a class="brand" href="#/data">
          TinyMLaaS
        </a>
        <nav aria-label="Sections">
          {SECTIONS.map(({ name, title }) => (
            <a key={name} href={`#/${name}`} aria-current={name === current ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <span class="aside">
          <a href="../docs/">API</a>
          {token && (
            <button type="button" class="link" onClick={signOut}>
              Sign out
            </button>
          )}
        </span>
      </header>
      {children}
    </div>
  )
}
