import type { ContainerCreateOptions } from 'dockerode'
import { containerName, type RunKey, runLabels, volumeName } from './job-names.ts'
import { runtimeTraits } from './runtime-traits.ts'
import { seccompProfile } from './seccomp.ts'

const MIB = 1024 * 1024
const NANO = 1e9

/** User and group of every job, as in tensorflow.Dockerfile. */
const JOB_USER = '10001:10001'

type JobLimits = {
  /** Memory of all processes together, /tmp included; there is no swap on top. */
  memoryBytes: number
  /** CPUs, may be a fraction. */
  cpus: number
  /** What the volume at /job may hold; also the size of the largest file. */
  volumeBytes: number
  /** Processes and threads; defaults to what the runtime needs. */
  pids?: number
}

export type ProfileOptions = {
  image: string
  /** A runtime that the engine lists; see select-runtime.ts. */
  runtime: string
  /** No seccomp profile is given: the engine has no seccomp. */
  unfiltered?: boolean
  limits: JobLimits
  /** Replaces the image's CMD. */
  command?: string[]
  /** Replaces the image's ENTRYPOINT. */
  entrypoint?: string[]
  /** GPUs that it gets; -1 is all. */
  gpus?: number
  /** Weight against others where processors are short; the engine's default is 1024. */
  cpuShares?: number
  /** Only names of the allow-list get through. */
  env?: Record<string, string>
}

/** SYSBOX_* is not here on purpose: it could switch the isolation back. */
const ALLOWED_ENV = /^(?:LANG|LC_ALL|TZ|TF_[A-Z0-9_]+|OMP_NUM_THREADS|PYTHONHASHSEED|TINYMLAAS_[A-Z0-9_]+)$/

/** CUDA takes those that come before the first that is not there. */
const MOST_GPUS = 16
const numbered = (gpus: number) => Array.from({ length: gpus < 0 ? MOST_GPUS : gpus }, (_, i) => i).join()

const environment = ({ env = {}, limits, runtime, gpus }: ProfileOptions): string[] => {
  // Libraries would size their thread pools by the host's CPUs and run into the limit of pids.
  const threads = String(Math.ceil(limits.cpus))
  const all = {
    OMP_NUM_THREADS: threads,
    TF_NUM_INTRAOP_THREADS: threads,
    TF_NUM_INTEROP_THREADS: threads,
    ...Object.fromEntries(Object.entries(env).filter(([name]) => ALLOWED_ENV.test(name))),
    HOME: '/tmp',
    // The image hides all of them.
    ...(gpus === undefined ? {} : { CUDA_VISIBLE_DEVICES: numbered(gpus) }),
    ...runtimeTraits(runtime).env,
  }
  return Object.entries(all).map(([name, value]) => `${name}=${value}`)
}

/**
 * The default-deny container of one job: no network, no capability, no root, nothing writable but its
 * volume at /job and a small /tmp, and a bound on everything it can use up.
 */
export const containerProfile = (key: RunKey, options: ProfileOptions): ContainerCreateOptions => {
  const { image, runtime, unfiltered = false, limits, command, entrypoint, cpuShares, gpus } = options
  const { takesSeccomp, pids } = runtimeTraits(runtime)
  const labels = runLabels(key)
  return {
    name: containerName(key),
    Image: image,
    Hostname: 'job',
    User: JOB_USER,
    WorkingDir: '/job',
    Labels: labels,
    Env: environment(options),
    ...(command && { Cmd: command }),
    ...(entrypoint && { Entrypoint: entrypoint }),
    // One tar stream goes in on stdin; without a terminal, stdout and stderr come back as frames.
    Tty: false,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    NetworkDisabled: true,
    // An image's health check would run beside the job.
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      Runtime: runtime,
      AutoRemove: false,
      // PID 1 must pass SIGTERM on and reap; a shell as PID 1 ignores it.
      Init: true,
      RestartPolicy: { Name: 'no' },
      NetworkMode: 'none',
      IpcMode: 'none',
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: [
        'no-new-privileges:true',
        ...(takesSeccomp && !unfiltered ? [`seccomp=${seccompProfile}`] : []),
      ],
      Devices: [],
      ...(gpus !== undefined && {
        DeviceRequests: [{ Driver: '', Count: gpus, Capabilities: [['gpu', 'compute', 'utility']] }],
      }),
      ReadonlyRootfs: true,
      Mounts: [
        {
          Type: 'volume',
          Source: volumeName(key),
          Target: '/job',
          VolumeOptions: { NoCopy: false, Labels: labels, DriverConfig: { Name: 'local', Options: {} } },
        },
      ],
      Tmpfs: { '/tmp': `rw,noexec,nosuid,nodev,mode=1777,size=${64 * MIB}` },
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: Math.round(limits.cpus * NANO),
      ...(cpuShares && { CpuShares: cpuShares }),
      PidsLimit: limits.pids ?? pids,
      // When the host runs out of memory, a job goes before anything else.
      OomScoreAdj: 500,
      Ulimits: [
        { Name: 'nofile', Soft: 4096, Hard: 4096 },
        { Name: 'fsize', Soft: limits.volumeBytes, Hard: limits.volumeBytes },
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'msgqueue', Soft: 0, Hard: 0 },
      ],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '8m', 'max-file': '2' } },
    },
  }
}
