const WORDS: Record<string, string> = {
  queued: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** The state of a run; never by colour alone. */
export const StateBadge = ({ state }: { state: string }) => (
  <span class={`badge ${state}`}>{WORDS[state] ?? state}</span>
)
