type RuntimeTraits = {
  /** Limit of processes and threads. */
  pids: number
  /** The least limit of processes under which a small shell script runs: that of the probe’s attack. */
  attackPids: number
  /** Shows neither the host’s cgroups nor every line of /proc, and may end as a whole where a process of runc would. */
  hasOwnKernel: boolean
  /** Applies a seccomp profile that it is given; the others have their own way to the kernel. */
  takesSeccomp: boolean
  /** Changes the limits and weights of a container that runs. */
  takesUpdates: boolean
  /** Variables that the runtime itself reads from the container's environment. */
  env: Record<string, string>
  /** What a job can reach under this runtime, for a person. */
  isolation: string
}

/** Training with TensorFlow took 9 threads on two CPUs (measured); the environment bounds its thread pools. */
const RUNC_PIDS = 512
/** gVisor's own threads count as well: fork failed with 512, and worked with 1024 (measured). */
const GVISOR_PIDS = 2048

const RUNC_ATTACK_PIDS = 64
const GVISOR_ATTACK_PIDS = 1024

const traits: Record<string, RuntimeTraits> = {
  'sysbox-runc': {
    pids: RUNC_PIDS,
    attackPids: RUNC_ATTACK_PIDS,
    hasOwnKernel: false,
    takesSeccomp: false,
    takesUpdates: true,
    // Restores the dropping of capabilities, which system containers do without, and keeps the user namespace.
    env: { SYSBOX_SYSCONT_MODE: 'FALSE' },
    isolation: 'user namespace: root in the container is nobody on the host',
  },
  runsc: {
    pids: GVISOR_PIDS,
    attackPids: GVISOR_ATTACK_PIDS,
    hasOwnKernel: true,
    takesSeccomp: false,
    // It has no such command: the engine's fails (seen).
    takesUpdates: false,
    env: {},
    isolation: 'a kernel of its own in user space',
  },
  runc: {
    pids: RUNC_PIDS,
    attackPids: RUNC_ATTACK_PIDS,
    hasOwnKernel: false,
    takesSeccomp: true,
    takesUpdates: true,
    env: {},
    isolation: 'the host’s kernel and user ids',
  },
}

const unknownRuntime: RuntimeTraits = {
  pids: GVISOR_PIDS,
  attackPids: GVISOR_ATTACK_PIDS,
  hasOwnKernel: false,
  takesSeccomp: false,
  takesUpdates: false,
  env: {},
  isolation: 'unknown to the relay',
}

/** How limits and environment must differ by runtime. */
export const runtimeTraits = (runtime: string): RuntimeTraits => traits[runtime] ?? unknownRuntime
