import { beforeAll, expect, test, vi } from 'vitest'
import { runContainer } from '../../../src/runner/lifecycle/run-container.ts'
import type { RunOptions } from '../../../src/runner/types.ts'
import { ensureFixtureImage } from '../support/fixture-image.ts'
import { describeUnderRuntimes } from '../support/runtimes.ts'
import { useWarmPool } from './use-warm-pool.ts'

beforeAll(() => ensureFixtureImage())

const good = 'echo weights >/job/out/model.keras; finish "$(artifact model.keras)"'

/** What test/runner/lifecycle/hostile-job.test.ts has of cold jobs, in a container that waited for its job. */
describeUnderRuntimes('under %s, a job that waited and', (runtime) => {
  const runOf = async (script: string, timing: Partial<RunOptions['timing']> = {}) => {
    const { pool, options, listContainers, listVolumes } = useWarmPool(script, 'exit 9', { runtime })
    await vi.waitFor(() => expect(pool.counts()).toMatchObject({ waiting: 1 }), { timeout: 60_000 })
    const [waiting] = await listContainers()
    const outcome = await runContainer({ ...options, timing: { ...options.timing, ...timing } })
    await pool.stop()
    expect(outcome.containerId).toBe(waiting?.id)
    expect([...(await listContainers()), ...(await listVolumes())]).toEqual([])
    return outcome
  }

  test('takes all memory ends as oom', async () => {
    const outcome = await runOf(`exec perl -e '$x = "a" x (1 << 30); sleep 60'`)
    expect(outcome).toMatchObject({ state: 'failed', reason: 'oom', oomKilled: true })
  })

  test('forks without end is stopped at its deadline', async () => {
    const usagePollMs = runtime === 'runsc' ? 60_000 : 500
    const outcome = await runOf(`perl -e 'while (1) { fork }'`, { deadlineMs: 3000, usagePollMs })
    expect(runtime === 'runsc' ? ['timeout', 'oom', 'exit'] : ['timeout']).toContain(outcome.reason)
  })

  test('fills its volume ends as disk', async () => {
    const outcome = await runOf(
      'i=0; while :; do head -c 30000000 /dev/zero >/job/$i; i=$((i+1)); [ $i -gt 20 ] && sleep 60; done',
    )
    expect(outcome).toMatchObject({ state: 'failed', reason: 'disk' })
  })

  test('wants the network, privileges or other folders gets none of them', async () => {
    const outcome = await runOf(
      `for a in 169.254.169.254/80 172.17.0.1/22; do
         if timeout 3 bash -c "exec 3<>/dev/tcp/$a"; then exit 9; fi
       done
       for d in / /etc /var/tmp /dev /sys; do if ( echo x >$d/planted ) 2>/dev/null; then exit 9; fi; done
       if unshare -r true 2>/dev/null && [ "$(id -u)" = 0 ]; then exit 9; fi
       if mount -t tmpfs none /tmp 2>/dev/null; then exit 9; fi; ${good}`,
    )
    expect(outcome).toMatchObject({ state: 'succeeded' })
  })
})
