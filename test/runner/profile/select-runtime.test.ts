import { expect, test } from 'vitest'
import { selectRuntime } from '../../../src/runner/profile/select-runtime.ts'

const engine = (...names: string[]) => ({
  Runtimes: Object.fromEntries(names.map((name) => [name, {}])),
  DefaultRuntime: names[0] ?? 'none',
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=default'],
})

test('sysbox is taken where the engine has it', () => {
  const choice = selectRuntime({ wanted: 'auto', policy: 'prefer' }, engine('runc', 'runsc', 'sysbox-runc'))
  expect(choice).toEqual({ runtime: 'sysbox-runc', unfiltered: false })
})

test('without sysbox, runc is taken with a warning that says what is lost', () => {
  const choice = selectRuntime({ wanted: 'auto', policy: 'prefer' }, engine('runc', 'runsc'))
  expect(choice.runtime).toBe('runc')
  expect(choice.warning).toMatch(/sysbox-runc.*user namespace.*DOCKER_RUNTIME=runsc/)
})

test.each(['runsc', 'runc', 'kata'])('%s is taken when it is asked for and there', (wanted) => {
  expect(selectRuntime({ wanted, policy: 'require' }, engine('runc', 'runsc', 'kata'))).toEqual({
    runtime: wanted,
    unfiltered: false,
  })
})

test('an engine without seccomp gets no profile for it, and it is said; where one is required, nothing runs', () => {
  const without = { ...engine('runc', 'runsc'), SecurityOptions: ['name=apparmor'] }
  const { unfiltered, warning } = selectRuntime({ wanted: 'runc', policy: 'prefer' }, without)
  expect({ unfiltered, warning }).toEqual({ unfiltered: true, warning: expect.stringMatching(/no seccomp/) })
  expect(selectRuntime({ wanted: 'auto', policy: 'prefer' }, without).warning).toMatch(
    /user namespace.*no seccomp/,
  )
  const require = () => selectRuntime({ wanted: 'runc', policy: 'require' }, without)
  expect(require).toThrow(expect.objectContaining({ code: 'runtime-unavailable' }))
  expect(selectRuntime({ wanted: 'runsc', policy: 'require' }, without)).toEqual({
    runtime: 'runsc',
    unfiltered: false,
  })
})

test('an engine without runc falls back to its default', () => {
  expect(selectRuntime({ wanted: 'auto', policy: 'prefer' }, engine('crun')).runtime).toBe('crun')
})

test.each(['auto', 'sysbox-runc', 'runsc', 'toString'])(
  '%s that is required and missing is refused',
  (wanted) => {
    const select = () => selectRuntime({ wanted, policy: 'require' }, engine('runc'))
    expect(select).toThrow(expect.objectContaining({ code: 'runtime-unavailable' }))
  },
)
