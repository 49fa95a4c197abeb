import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createWarmPool } from '../../../src/runner/warm/create-warm-pool.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { engineOfTests, fixtureRun } from '../support/run-fixture.ts'
import { jobSpecOf, shellJob } from '../support/shell-job.ts'

/** As the image's program does it: ready, and again for each zero byte, until a job comes. */
const wait = `
while IFS= read -r -n1 -d '' c && [ -z "$c" ]; do echo '{"type": "ready"}'; done
{ printf %s "$c"; cat; } >/tmp/in
RUN=$(grep -ao '"run_id":"[^"]*"' /tmp/in | head -n1 | cut -d'"' -f4)
`
const asBash = (script: string) => {
  const [, ...rest] = shellJob({ ...jobSpecOf(), run_id: `'"$RUN"'` }, script)
  return ['bash', ...rest]
}

/** A pool of containers that wait for a job and then run `script`; a run that gets none runs `cold`. */
export const useWarmPool = (
  script: string,
  cold = 'exit 9',
  { prepare = `echo '{"type": "ready"}'`, runtime = 'runc', engine = engineOfTests } = {},
) => {
  const instance = `warm-tests-${randomUUID().slice(0, 8)}`
  const made = fixtureRun(cold, { engine }, runtime)
  const wanted = { profile: made.options.profile }
  const pool = createWarmPool({
    engine,
    logger: silentLogger,
    instance,
    size: 1,
    command: asBash(`${prepare}\n${wait}\n${script}`),
    describe: async () => wanted.profile,
  })
  onTestFinished(() => pool.stop())
  pool.start()
  const label = [`tinymlaas.instance=${instance}`]
  return {
    ...made,
    pool,
    /** What containers are to wait under from now on. */
    wanted,
    instance,
    options: { ...made.options, warm: pool, key: { ...made.options.key, instance } },
    listContainers: () => engine.listContainers(label),
    listVolumes: () => engine.listVolumes(label),
  }
}
