import type { Outcome } from '../outcome.ts'
import { runtimeTraits } from '../profile/runtime-traits.ts'
import type { ProbeRow } from './judge-probe.ts'

const MIB = 1024 * 1024
const MEMORY = 128 * MIB
const FILE = 8 * MIB
const EXIT_SIGKILL = 137

/** Limits as a job has them, but small: to reach them takes no time, and the engine enforces all sizes alike. */
export const attackLimits = (runtime: string, cpus: number) => ({
  memoryBytes: MEMORY,
  volumeBytes: FILE,
  cpus,
  pids: runtimeTraits(runtime).attackPids,
})
type AttackLimits = ReturnType<typeof attackLimits>

/** What an attack printed, as `name=value`, and how its container ended. */
export type Attack = {
  seen: Map<string, string>
  ended: Pick<Outcome, 'exitCode' | 'oomKilled' | 'detail'>
}

/** Writes a file, and takes memory, half as much again as is allowed. */
export const memoryAttack = `
cat >/dev/null
head -c ${FILE * 1.5} /dev/zero >/job/file 2>/dev/null
echo "file=$(wc -c </job/file)"
echo memory=trying
dd if=/dev/zero of=/dev/null bs=${MEMORY * 1.5} count=1 2>/dev/null
echo "memory=$?"
`

/**
 * Starts processes that stay until one is refused. The shell ends at that, so a subshell does it, and what comes
 * after is done by the shell alone.
 */
export const processAttack = (pids: number) => `
cat >/dev/null
mkfifo /job/hold
echo 0 >/job/count
echo processes=trying
(n=0; while [ $n -lt ${pids} ]; do read -r _ </job/hold & n=$((n + 1)); echo $n >/job/count; done) 2>/dev/null
read -r n </job/count
echo "processes=$n"
`

/**
 * Judges attacks on the limits by what became of them. A process that goes too far may be refused or killed; a
 * runtime with a kernel of its own may end as a whole, which is a limit as well.
 */
export const judgeAttacks = (
  runtime: string,
  { volumeBytes, pids }: AttackLimits,
  { onMemory, onProcesses }: { onMemory: Attack; onProcesses: Attack },
): ProbeRow[] => {
  const file = Number(onMemory.seen.get('file') ?? Number.NaN)
  return [
    { check: 'file limit', ok: file <= volumeBytes, detail: `${file} bytes of ${volumeBytes} allowed` },
    judgeMemory(onMemory),
    judgeProcesses(onProcesses, pids, runtimeTraits(runtime).hasOwnKernel),
  ]
}

const judgeMemory = ({ seen, ended }: Attack): ProbeRow => {
  const check = 'memory limit'
  const status = seen.get('memory')
  if (status === undefined) return { check, ok: false, detail: `not tried: ${ended.detail}` }
  if (status === 'trying') {
    const ok = ended.oomKilled || ended.exitCode === EXIT_SIGKILL
    return { check, ok, detail: ok ? 'whoever took more was ended with its container' : ended.detail }
  }
  if (status === '0') return { check, ok: false, detail: 'a process got more than is allowed' }
  return { check, ok: true, detail: `a process that took more was ended with ${status}` }
}

const judgeProcesses = ({ seen, ended }: Attack, pids: number, hasOwnKernel: boolean): ProbeRow => {
  const check = 'process limit'
  const reached = seen.get('processes')
  if (reached === undefined) return { check, ok: false, detail: `not tried: ${ended.detail}` }
  if (reached === 'trying') {
    const ok = hasOwnKernel && ended.exitCode !== null && ended.exitCode !== 0
    return { check, ok, detail: ok ? 'the sandbox ended with whoever started more' : ended.detail }
  }
  const ok = Number(reached) > 0 && Number(reached) < pids
  return { check, ok, detail: `${reached} could be started, of ${pids} allowed in all` }
}
