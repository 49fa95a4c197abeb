import { expect } from 'vitest'
import type { Engine } from '../../../src/runner/engine/create-engine.ts'
import { LABEL_RUN, type RunKey } from '../../../src/runner/profile/job-names.ts'

/** After a run, its engine must know nothing of it any more. */
export const expectNothingLeft = async (engine: Engine, { runId }: RunKey): Promise<void> => {
  const label = [`${LABEL_RUN}=${runId}`]
  expect(await engine.listContainers(label)).toEqual([])
  expect(await engine.listVolumes(label)).toEqual([])
}
