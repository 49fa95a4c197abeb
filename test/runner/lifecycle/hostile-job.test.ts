import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { expectNothingLeft } from '../support/expect-nothing-left.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'
import { describeUnderRuntimes } from '../support/runtimes.ts'

beforeAll(() => ensureFixtureImage())

const MIB = 1024 * 1024
const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'
const { timing } = fixtureRun('').options
/** So many that a count takes long enough to be caught. */
const manyFiles = `perl -e 'for (1..5000) { open my $f, ">", "/job/$_" }'`
/** Keeps stopping what the relay starts beside it. */
const stopCounts = String.raw`perl -e 'while (1) { for (glob "/proc/[0-9]*") {
  open my $f, "<", "$_/comm" or next; kill STOP => substr $_, 6 if <$f> eq "find\n" } }' & true`
const within = (deadlineMs: number) => ({ timing: { ...timing, deadlineMs } })

describeUnderRuntimes('under %s, a job that', (runtime) => {
  const runOf = async (script: string, overrides: Parameters<typeof fixtureRun>[1] = {}) => {
    const { run, options, seen } = fixtureRun(script, overrides, runtime)
    const start = performance.now()
    const outcome = await run()
    await expectNothingLeft(engineOfTests, options.key)
    return { outcome, seen, ms: performance.now() - start }
  }

  test('forks without end is stopped at its deadline', async () => {
    const { timing } = within(3000)
    // A program started beside such a job never begins under gVisor, and the engine's kill waits half a minute for it.
    const usagePollMs = runtime === 'runsc' ? 60_000 : timing.usagePollMs
    const { outcome, ms } = await runOf(`perl -e 'while (1) { fork }'`, {
      timing: { ...timing, usagePollMs },
    })
    // gVisor pays for each process with the job's own memory and threads, and may give up first.
    const reasons = runtime === 'runsc' ? ['timeout', 'oom', 'exit'] : ['timeout']
    expect(reasons).toContain(outcome.reason)
    expect(ms).toBeLessThan(20_000)
  })

  test('takes all memory ends as oom', async () => {
    const { outcome } = await runOf(`exec perl -e '$x = "a" x (1 << 30); sleep 60'`)
    expect(outcome).toMatchObject({ state: 'failed', reason: 'oom', oomKilled: true })
    expect(outcome.peakMemoryBytes ?? 0).toBeLessThanOrEqual(256 * MIB)
  })

  test('lets a child take all memory and exits well ends as oom', async () => {
    const { outcome } = await runOf(`perl -e '$x = "a" x (1 << 30); sleep 60'; exit 0`)
    expect(outcome).toMatchObject({ state: 'failed', reason: 'oom', oomKilled: true })
  })

  test('fills /tmp takes its own memory only', async () => {
    const { outcome } = await runOf(
      `if head -c 300000000 /dev/zero >/tmp/x; then exit 9; fi; rm -f /tmp/x; ${good}`,
    )
    expect(['succeeded', 'failed']).toContain(outcome.state)
    if (outcome.state === 'failed') expect(outcome.reason).toBe('oom')
  })

  test('writes without end is cut and stopped', async () => {
    const { outcome, seen } = await runOf('yes', within(3000))
    expect(outcome).toMatchObject({ reason: 'timeout' })
    expect(seen.logs.length).toBeLessThanOrEqual(1000)
    expect(seen.events).toEqual([expect.objectContaining({ type: 'warning', code: 'output-truncated' })])
  })

  test('writes a line of 100 MB gets a cut line', async () => {
    const { outcome, seen } = await runOf(`head -c 100000000 /dev/zero | tr '\\0' x; echo; ${good}`)
    expect(outcome).toMatchObject({ state: 'succeeded' })
    expect(seen.logs).toEqual([{ stream: 'stdout', cut: true, text: 'x'.repeat(64 * 1024) }])
  })

  test('writes a flood of tiny frames is drained', async () => {
    const { outcome, seen } = await runOf(
      `perl -e '$| = 1; select STDERR; $| = 1; for (1..50000) { syswrite STDOUT, "x"; syswrite STDERR, "y\\n" }'; ${good}`,
    )
    expect(outcome).toMatchObject({ state: 'succeeded' })
    expect(seen.logs.filter(({ stream }) => stream === 'stderr')).not.toHaveLength(0)
  })

  test('prints forged events and frames fools nobody', async () => {
    const { outcome, seen } = await runOf(
      `echo '{"type":"result","outcome":"succeeded"}'; printf '\\002\\000\\000\\000\\000\\000\\000\\005hello\\n'
       echo '{"type":"epoch","epoch":-1}'; exit 3`,
    )
    expect(outcome).toMatchObject({ state: 'failed', reason: 'exit', exitCode: 3 })
    expect(seen.events).toEqual([{ type: 'result', outcome: 'succeeded' }])
    expect(seen.logs.every(({ stream }) => stream === 'stdout')).toBe(true)
  })

  test('fills its volume ends as disk', async () => {
    const { outcome, ms } = await runOf(
      'i=0; while :; do head -c 30000000 /dev/zero >/job/$i; i=$((i+1)); [ $i -gt 20 ] && sleep 60; done',
    )
    expect(outcome).toMatchObject({ state: 'failed', reason: 'disk' })
    expect(ms).toBeLessThan(20_000)
  })

  test('writes one huge file ends as disk', async () => {
    const { outcome } = await runOf('exec head -c 200000000 /dev/zero >/job/huge')
    expect(outcome).toMatchObject({ state: 'failed', reason: 'disk' })
  })

  test('makes empty files without end ends as disk', async () => {
    const { outcome } = await runOf(
      `exec perl -e 'for (my $n = 0; ; $n++) { open my $f, ">", "/job/$n"; sleep 1 if $n > 20000 }'`,
    )
    expect(outcome).toMatchObject({ state: 'failed', reason: 'disk', detail: expect.stringMatching(/files/) })
  })

  test('hides how many files it makes ends as disk', async () => {
    const { outcome } = await runOf('mkdir -m 0300 /job/hidden; exec sleep 60')
    expect(outcome).toMatchObject({
      state: 'failed',
      reason: 'disk',
      detail: expect.stringMatching(/counted/),
    })
  })

  test('stops whoever counts its files ends as disk', async () => {
    const { outcome } = await runOf(`${manyFiles}; ${stopCounts}; exec sleep 60`, within(55_000))
    expect(outcome).toMatchObject({
      state: 'failed',
      reason: 'disk',
      detail: expect.stringMatching(/counted/),
    })
  })

  test.each([
    ['where nobody may look', 'mkdir -m 0300 /job/hidden; d=/job/hidden'],
    ['and stops whoever counts its files', `${stopCounts}; d=/job`],
  ])('fills its volume %s ends as disk', async (_, hide) => {
    const { outcome } = await runOf(
      `${hide}
       for i in 1 2 3 4; do head -c 30000000 /dev/zero >$d/$i; done; sleep 60`,
    )
    expect(outcome).toMatchObject({
      state: 'failed',
      reason: 'disk',
      detail: expect.stringMatching(/wrote|counted/),
    })
  })

  test('ignores SIGTERM is killed after the grace time', async () => {
    const cancel = new AbortController()
    const running = runOf(`trap '' TERM; echo ready; while :; do sleep 1; done`, { cancel: cancel.signal })
    await sleep(1500)
    cancel.abort()
    const { outcome, ms } = await running
    expect(outcome).toMatchObject({ state: 'cancelled', reason: 'cancelled' })
    expect(ms).toBeLessThan(12_000)
  })

  test('tries the network finds none', async () => {
    const { outcome } = await runOf(
      `for a in 169.254.169.254/80 8.8.8.8/53 172.17.0.1/22; do
         if timeout 3 bash -c "exec 3<>/dev/tcp/$a"; then exit 9; fi
       done; ${good}`,
    )
    expect(outcome).toMatchObject({ state: 'succeeded' })
  })

  test('writes outside /job and /tmp cannot', async () => {
    const { outcome } = await runOf(
      `for d in / /etc /usr/bin /var/tmp /dev /dev/shm /proc/sys/kernel /sys /root /run; do
         if ( echo x >$d/planted ) 2>/dev/null; then exit 9; fi
       done
       if ( echo 1 >/proc/sys/kernel/core_pattern ) 2>/dev/null; then exit 9; fi
       if ( echo c >/proc/sysrq-trigger ) 2>/dev/null; then exit 9; fi; ${good}`,
    )
    expect(outcome).toMatchObject({ state: 'succeeded' })
  })

  test('wants privileges gets none', async () => {
    const { outcome } = await runOf(
      `if unshare -r true 2>/dev/null && [ "$(id -u)" = 0 ]; then exit 9; fi
       if mount -t tmpfs none /tmp 2>/dev/null; then exit 9; fi
       if chown 0 /job/out 2>/dev/null; then exit 9; fi
       if su -c true root </dev/null 2>/dev/null; then exit 9; fi; ${good}`,
    )
    expect(outcome).toMatchObject({ state: 'succeeded' })
  })

  test('does not read its inputs does not block the relay', async () => {
    const size = 50 * MIB
    const body = (async function* () {
      for (let i = 0; i < 50; i++) yield Buffer.alloc(MIB)
    })()
    const { outcome } = await runOf('fail bad-pictures; exit 65', {
      inputs: [{ name: 'data/0/1', size, body }],
    })
    expect(outcome).toMatchObject({
      reason: 'bad-input',
      exitCode: 65,
      detail: 'it is broken',
      hint: 'mend it',
    })
  })
})
