import { beforeAll, expect, test } from 'vitest'
import { createEngine } from '../../../src/runner/engine/create-engine.ts'
import { selectRuntime } from '../../../src/runner/profile/select-runtime.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { fixtureRun } from '../support/run-fixture.ts'
import { startSecondEngine } from '../support/second-engine.ts'

beforeAll(() => ensureFixtureImage())

/**
 * Becomes what its arguments name, for which the kernel has no seccomp: prctl(PR_GET_SECCOMP), by which engines ask,
 * answers EINVAL as it does there. The instructions are of struct sock_filter: code, jump if true, if false, value.
 */
const withoutSeccomp = `
my ($PRCTL, $SET_SECCOMP, $GET_SECCOMP, $FILTER, $EINVAL) = (157, 22, 21, 2, 22);
my $filter = join '', map { pack 'SCCL', @$_ } (
  [0x20, 0, 0, 0],
  [0x15, 0, 3, $PRCTL],
  [0x20, 0, 0, 16],
  [0x15, 0, 1, $GET_SECCOMP],
  [0x06, 0, 0, 0x00050000 | $EINVAL],
  [0x06, 0, 0, 0x7fff0000],
);
my $program = pack 'S x6 P', 6, $filter;
syscall($PRCTL, $SET_SECCOMP, $FILTER, $program) == 0 or die "seccomp: $!";
exec @ARGV or die "exec: $!"`

test('under an engine without seccomp jobs run without a profile, and a profile is refused aloud', async () => {
  await using second = await startSecondEngine({ through: ['perl', '-e', withoutSeccomp] })
  const engine = createEngine({ host: second.host })
  const { runtime, unfiltered } = selectRuntime({ wanted: 'runc', policy: 'prefer' }, await engine.info())
  expect({ runtime, unfiltered }).toEqual({ runtime: 'runc', unfiltered: true })
  const refused = fixtureRun('finish ""', { engine })
  const detail = expect.stringMatching(/seccomp/)
  expect(await refused.run()).toMatchObject({ state: 'failed', reason: 'engine', detail })
  const taken = fixtureRun('finish ""', { engine })
  taken.options.profile.unfiltered = unfiltered
  expect(await taken.run()).toMatchObject({ state: 'succeeded' })
})
