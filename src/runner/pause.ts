import { setTimeout as sleep } from 'node:timers/promises'

/** Waits `ms` milliseconds, or less when a signal fires; none when that time has passed already. Never rejects. */
export const pause = async (ms: number, ...signals: (AbortSignal | undefined)[]): Promise<void> => {
  const given = signals.filter((signal) => signal !== undefined)
  await sleep(Math.max(0, ms), undefined, { signal: AbortSignal.any(given) }).catch(() => {})
}
