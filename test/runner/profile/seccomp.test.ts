import Docker from 'dockerode'
import { beforeAll, expect, test } from 'vitest'
import { containerProfile } from '../../../src/runner/profile/container-profile.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { fixtureRun } from '../support/run-fixture.ts'

const docker = new Docker()
beforeAll(() => ensureFixtureImage())

const EPERM = 1
/** What runc answers to calls that are newer than any of a profile. */
const ENOSYS = 38
/** Of x86-64. */
const calls = {
  ptrace: 101,
  mount: 165,
  umount2: 166,
  pivot_root: 155,
  chroot: 161,
  unshare: 272,
  setns: 308,
  bpf: 321,
  keyctl: 250,
  add_key: 248,
  request_key: 249,
  userfaultfd: 323,
  perf_event_open: 298,
  io_uring_setup: 425,
  io_uring_enter: 426,
  process_vm_readv: 310,
  kexec_load: 246,
  init_module: 175,
  open_by_handle_at: 304,
  name_to_handle_at: 303,
  seccomp: 317,
  personality: 135,
  fsopen: 430,
  memfd_secret: 447,
  pidfd_getfd: 438,
  setuid: 105,
  bind: 49,
  listen: 50,
  shmget: 29,
}
/** These would end, stop or multiply whoever asks. */
const untold = {
  rt_sigreturn: 15,
  pause: 34,
  fork: 57,
  vfork: 58,
  exit: 60,
  rt_sigsuspend: 130,
  exit_group: 231,
}
const LAST = 450

/** Asks for every system call with senseless arguments, each in a process of its own; prints `number errno`. */
const askAll = `use POSIX ();
$| = 1;
my %skip = map { $_ => 1 } (${Object.values(untold).join(', ')});
for my $n (0 .. ${LAST}) {
  next if $skip{$n};
  my $child = fork;
  if ($child == 0) {
    alarm 2;
    my $r = syscall($n, -1, -1, -1, -1, -1, -1);
    POSIX::_exit($r == -1 ? $! + 0 : 0);
  }
  waitpid $child, 0;
  print "$n ", ($? & 127 ? -1 : $? >> 8), "\\n";
}`

const errnosUnder = async (change: (options: string[]) => string[]): Promise<Map<number, number>> => {
  const { options } = fixtureRun('')
  const { name: _, HostConfig, ...rest } = containerProfile(options.key, options.profile)
  const container = await docker.createContainer({
    ...rest,
    Cmd: ['perl', '-e', askAll],
    HostConfig: { ...HostConfig, Mounts: [], SecurityOpt: change(HostConfig?.SecurityOpt ?? []) },
  })
  try {
    const exit = container.wait({ condition: 'next-exit' })
    await container.start()
    await exit
    const output = (await container.logs({ stdout: true, stderr: true })).toString()
    return new Map(
      [...output.matchAll(/(\d+) (-?\d+)\n/g)].map(([, call, errno]) => [Number(call), Number(errno)]),
    )
  } finally {
    await container.remove({ force: true })
  }
}

test('no system call is allowed that the engine’s own profile refuses, and many that it allows are not', async () => {
  const ours = await errnosUnder((options) => options)
  const engines = await errnosUnder((options) => options.filter((option) => !option.startsWith('seccomp=')))
  const refused = (errnos: Map<number, number>) =>
    [...errnos].flatMap(([call, errno]) => ([EPERM, ENOSYS].includes(errno) ? [call] : []))
  expect(engines.size).toBeGreaterThan(400)
  expect(ours.size).toBe(engines.size)
  const isRefused = (call: number) => [EPERM, ENOSYS].includes(ours.get(call) ?? 0)
  expect(refused(engines).filter((call) => !isRefused(call))).toEqual([])
  expect(refused(ours).length).toBeGreaterThan(refused(engines).length + 50)
  for (const [name, call] of Object.entries(calls)) expect([name, isRefused(call)]).toEqual([name, true])
})

test.each([
  ['a socket of the internet', 'use Socket; exit(socket(my $s, PF_INET, SOCK_STREAM, 0) ? 9 : 0)'],
  ['a raw netlink socket', 'exit(syscall(41, 16, 3, 0) >= 0 ? 9 : 0)'],
  ['a user namespace by clone', 'exit(syscall(56, 0x10000000 | 17, 0, 0, 0, 0) >= 0 ? 9 : 0)'],
])('%s is refused', async (_what, program) => {
  const { run } = fixtureRun(`cat >/dev/null; perl -e '${program}' || exit 9; finish ""`)
  expect(await run()).toMatchObject({ state: 'succeeded' })
})
