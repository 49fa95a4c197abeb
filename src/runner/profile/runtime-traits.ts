type RuntimeTraits = {
  /** Limit of processes and threads. */
  pids: number
  /** Variables that the runtime itself reads from the container's environment. */
  env: Record<string, string>
  /** What a job can reach under this runtime, for a person. */
  isolation: string
}

/** Training with TensorFlow took 9 threads on two CPUs (measured); the environment bounds its thread pools. */
const RUNC_PIDS = 512
/** gVisor's own threads count as well: fork failed with 512, and worked with 1024 (measured). */
const GVISOR_PIDS = 2048

const traits: Record<string, RuntimeTraits> = {
  'sysbox-runc': {
    pids: RUNC_PIDS,
    // Restores the dropping of capabilities, which system containers do without, and keeps the user namespace.
    env: { SYSBOX_SYSCONT_MODE: 'FALSE' },
    isolation: 'user namespace: root in the container is nobody on the host',
  },
  runsc: { pids: GVISOR_PIDS, env: {}, isolation: 'a kernel of its own in user space' },
  runc: { pids: RUNC_PIDS, env: {}, isolation: 'the host’s kernel and user ids' },
}

const unknownRuntime: RuntimeTraits = { pids: GVISOR_PIDS, env: {}, isolation: 'unknown to the relay' }

/** How limits and environment must differ by runtime. */
export const runtimeTraits = (runtime: string): RuntimeTraits => traits[runtime] ?? unknownRuntime
