import { expect, test } from 'vitest'
import { type Attack, attackLimits, judgeAttacks } from '../../../src/runner/probe/attacks.ts'
import { judgeProbe } from '../../../src/runner/probe/judge-probe.ts'

const MIB = 1024 * 1024
const attack = (seen: Record<string, string>, ended: Partial<Attack['ended']> = {}): Attack => ({
  seen: new Map(Object.entries(seen)),
  ended: { exitCode: 0, oomKilled: false, detail: 'ended', ...ended },
})
const file = { file: String(8 * MIB) }

/** What was seen under real runtimes. Under sysbox `pids.max` says `max` inside, although the limit holds outside. */
const held: [runtime: string, onMemory: Attack, onProcesses: Attack][] = [
  ['runc', attack({ ...file, memory: '137' }, { oomKilled: true }), attack({ processes: '60' })],
  ['sysbox-runc', attack({ ...file, memory: '137' }, { oomKilled: true }), attack({ processes: '63' })],
  [
    'runsc',
    attack({ ...file, memory: 'trying' }, { oomKilled: true, exitCode: 137 }),
    attack({ processes: 'trying' }, { exitCode: 2 }),
  ],
]
const judge = (runtime: string, onMemory: Attack, onProcesses: Attack) =>
  judgeAttacks(runtime, attackLimits(runtime, 1), { onMemory, onProcesses })

test.each(held)('limits hold under %s, as it was seen there', (runtime, onMemory, onProcesses) => {
  expect(judge(runtime, onMemory, onProcesses).map(({ ok }) => ok)).toEqual([true, true, true])
})

const [[, memory, processes]] = held as [(typeof held)[0]]
const broken: [what: string, check: string, onMemory: Attack, onProcesses: Attack][] = [
  ['a file that outgrew its limit', 'file limit', attack({ file: '12582912', memory: '137' }), processes],
  [
    'a process that got all the memory it wanted',
    'memory limit',
    attack({ ...file, memory: '0' }),
    processes,
  ],
  ['memory that ended in some other way', 'memory limit', attack({ ...file, memory: 'trying' }), processes],
  ['memory that was never tried', 'memory limit', attack(file), processes],
  ['as many processes as were wanted', 'process limit', memory, attack({ processes: '64' })],
  ['no process at all', 'process limit', memory, attack({ processes: '0' })],
  ['a container that ended', 'process limit', memory, attack({ processes: 'trying' }, { exitCode: 137 })],
  ['processes that were never tried', 'process limit', memory, attack({})],
]
test.each(broken)('%s is no limit', (_what, check, onMemory, onProcesses) => {
  const failed = judge('runc', onMemory, onProcesses).filter(({ ok }) => !ok)
  expect(failed.map((row) => row.check)).toEqual([check])
})

test('a sandbox that goes on without an answer has shown no limit', () => {
  const [, , row] = judge('runsc', memory, attack({ processes: 'trying' }, { exitCode: 0 }))
  expect(row).toMatchObject({ check: 'process limit', ok: false })
})

/** Of a job under sysbox-runc 0.7.0 with SYSBOX_SYSCONT_MODE=FALSE, on cgroup v1. */
const underSysbox = {
  user: '10001:10001',
  uid_map: ' 0 231072 65536 ',
  cap_eff: '0000000000000000',
  cap_bnd: '0000000000000000',
  no_new_privs: '1',
  interfaces: 'lo ',
  routes: '0',
  writable: '/job /tmp ',
  tmp_exec: 'no',
  chown: 'allowed',
  countable: 'yes',
  core: '0',
}
const failures = (seen: Record<string, string>, runtime = 'sysbox-runc', unfiltered = false) =>
  judgeProbe(new Map(Object.entries(seen)), { runtime, unfiltered }).flatMap(({ check, ok }) =>
    ok ? [] : [check],
  )

test('the profile holds under sysbox, as it was seen there', () => {
  expect(failures(underSysbox)).toEqual([])
})

test('a system container, as sysbox gives it without the switch, is refused', () => {
  expect(failures({ ...underSysbox, cap_bnd: '000001fffeffffff' })).toEqual(['no capabilities'])
})

test('runc under the name of sysbox has no user namespace', () => {
  expect(failures({ ...underSysbox, uid_map: ' 0 0 4294967295 ' })).toEqual(['user namespace'])
  expect(failures({ ...underSysbox, uid_map: ' 0 0 4294967295 ', chown: 'refused' }, 'runc')).toEqual([])
})

test('runc without the profile of jobs is refused, unless the engine can have none', () => {
  expect(failures(underSysbox, 'runc')).toEqual(['system calls filtered'])
  expect(failures(underSysbox, 'runc', true)).toEqual([])
})
