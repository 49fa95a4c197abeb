import { expect, test } from 'vitest'
import { containerProfile, type ProfileOptions } from '../../../src/runner/profile/container-profile.ts'

const GIB = 1024 ** 3
const key = { runId: '4b1c', attempt: 2, instance: 'relay' }
const options: ProfileOptions = {
  image: 'tinymlaas/tensorflow:dev',
  runtime: 'runc',
  limits: { memoryBytes: 2 * GIB, cpus: 1.5, volumeBytes: GIB },
}

test('everything that is not needed is denied', () => {
  expect(containerProfile(key, options)).toMatchObject({
    name: 'tinymlaas-4b1c-2',
    User: '10001:10001',
    Tty: false,
    OpenStdin: true,
    StdinOnce: true,
    NetworkDisabled: true,
    Labels: { 'tinymlaas.run': '4b1c', 'tinymlaas.attempt': '2', 'tinymlaas.instance': 'relay' },
    HostConfig: {
      Runtime: 'runc',
      AutoRemove: false,
      Init: true,
      NetworkMode: 'none',
      IpcMode: 'none',
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true', expect.stringMatching(/^seccomp=\{/)],
      Devices: [],
      ReadonlyRootfs: true,
      Tmpfs: { '/tmp': expect.stringMatching(/noexec,nosuid,nodev/) },
      Memory: 2 * GIB,
      MemorySwap: 2 * GIB,
      NanoCpus: 1.5e9,
      PidsLimit: 512,
      OomScoreAdj: 500,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '8m', 'max-file': '2' } },
    },
  })
})

test('the one writable mount is a labelled volume of the run', () => {
  const { HostConfig, Labels } = containerProfile(key, options)
  expect(HostConfig?.Mounts).toEqual([
    expect.objectContaining({ Type: 'volume', Source: 'tinymlaas-4b1c-2-job', Target: '/job' }),
  ])
  expect(HostConfig?.Mounts?.[0]?.VolumeOptions?.Labels).toEqual(Labels)
  expect(HostConfig?.Binds).toBeUndefined()
})

test('files, cores and queues are bounded', () => {
  expect(containerProfile(key, options).HostConfig?.Ulimits).toEqual([
    { Name: 'nofile', Soft: 4096, Hard: 4096 },
    { Name: 'fsize', Soft: GIB, Hard: GIB },
    { Name: 'core', Soft: 0, Hard: 0 },
    { Name: 'msgqueue', Soft: 0, Hard: 0 },
  ])
})

test('only variables of the allow-list get in, and none can undo the isolation', () => {
  const env = {
    TZ: 'UTC',
    TF_NUM_INTRAOP_THREADS: '8',
    SYSBOX_SYSCONT_MODE: 'TRUE',
    HOME: '/root',
    LD_PRELOAD: '/job/x.so',
    PATH: '/job',
    DATABASE_URL: 'secret',
  }
  const profile = containerProfile(key, { ...options, runtime: 'sysbox-runc', env })
  expect(profile.Env?.toSorted()).toEqual([
    'HOME=/tmp',
    'OMP_NUM_THREADS=2',
    'SYSBOX_SYSCONT_MODE=FALSE',
    'TF_NUM_INTEROP_THREADS=2',
    'TF_NUM_INTRAOP_THREADS=8',
    'TZ=UTC',
  ])
})

test('limits differ by runtime, and an operator can set them', () => {
  const pids = (more: Partial<ProfileOptions>) =>
    containerProfile(key, { ...options, ...more }).HostConfig?.PidsLimit
  expect(pids({ runtime: 'runsc' })).toBeGreaterThanOrEqual(1024)
  expect(pids({ limits: { ...options.limits, pids: 99 } })).toBe(99)
})
