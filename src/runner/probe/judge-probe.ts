import type { ProfileOptions } from '../profile/container-profile.ts'
import { runtimeTraits } from '../profile/runtime-traits.ts'

export type ProbeRow = { check: string; ok: boolean; detail: string }

const NO_CAPABILITIES = /^0+$/
/** What a kernel that knows no user namespace shows: every id is itself. */
const HOST_IDS = /^ ?0 0 4294967295 ?$/

/** Judges what the probe saw from inside against what its profile was meant to give. */
export const judgeProbe = (
  seen: Map<string, string>,
  { runtime, unfiltered = false }: Pick<ProfileOptions, 'runtime' | 'unfiltered'>,
): ProbeRow[] => {
  const get = (name: string) => (seen.get(name) ?? '').trim()
  const row = (check: string, ok: boolean, detail: string): ProbeRow => ({ check, ok, detail })
  const { hasOwnKernel, takesSeccomp } = runtimeTraits(runtime)
  const needsUserNamespace = runtime === 'sysbox-runc'
  return [
    row('user', get('user') === '10001:10001', get('user')),
    row(
      'user namespace',
      !needsUserNamespace || !HOST_IDS.test(get('uid_map')),
      HOST_IDS.test(get('uid_map')) ? 'the host’s ids' : get('uid_map'),
    ),
    row(
      'no capabilities',
      NO_CAPABILITIES.test(get('cap_eff')) && NO_CAPABILITIES.test(get('cap_bnd')),
      `effective ${get('cap_eff')}, bounding ${get('cap_bnd')}`,
    ),
    row(
      'no new privileges',
      get('no_new_privs') === '1' || (hasOwnKernel && get('no_new_privs') === ''),
      get('no_new_privs') || 'not shown by this kernel',
    ),
    row(
      'system calls filtered',
      get('chown') === 'refused' || !takesSeccomp || unfiltered,
      unfiltered ? 'the engine has no seccomp' : `chown is ${get('chown')}`,
    ),
    row(
      'no network',
      ['', 'lo'].includes(get('interfaces')) && get('routes') === '0',
      `interfaces: ${get('interfaces') || 'none'}; routes: ${get('routes')}`,
    ),
    row('writable only /job and /tmp', get('writable') === '/job /tmp', get('writable')),
    row('/tmp runs nothing', get('tmp_exec') === 'no', get('tmp_exec')),
    row('files can be counted', get('countable') === 'yes', get('countable') || 'the image has no GNU find'),
    row('no core dumps', get('core') === '0', get('core')),
  ]
}
