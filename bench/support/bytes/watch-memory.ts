import { readFile } from 'node:fs/promises'

const EVERY_MS = 50

/** Resident memory of a process, in bytes. */
export const readMemory = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

/** The most memory that a process takes while `work` is done. */
export const watchMemory = async <T>(pid: number, work: () => Promise<T>) => {
  const before = await readMemory(pid)
  let peak = before
  const timer = setInterval(async () => {
    peak = Math.max(peak, await readMemory(pid))
  }, EVERY_MS)
  const started = performance.now()
  try {
    const value = await work()
    return { value, before, peak, seconds: (performance.now() - started) / 1000 }
  } finally {
    clearInterval(timer)
  }
}
