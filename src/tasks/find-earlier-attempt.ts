import type { Engine } from '../runner/create-engine.ts'
import { LABEL_RUN, parseRunLabels } from '../runner/job-names.ts'

/** The newest attempt at a run that still has a container on this engine: it is adopted, not run twice. */
export const findEarlierAttempt = async (engine: Engine, runId: string): Promise<number | null> => {
  const containers = await engine.listContainers([`${LABEL_RUN}=${runId}`])
  const attempts = containers.flatMap(({ labels }) => parseRunLabels(labels)?.attempt ?? [])
  return attempts.length === 0 ? null : Math.max(...attempts)
}
