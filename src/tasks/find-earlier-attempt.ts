import { meaningOfStatus } from '../runner/engine/container-states.ts'
import type { Engine } from '../runner/engine/create-engine.ts'
import { LABEL_RUN, parseRunLabels } from '../runner/profile/job-names.ts'

interface EarlierAttempt {
  attempt: number
  /** Whether it is adopted. One that was only created, or is being removed, is made anew, under its number. */
  isAdoptable: boolean
}

/** The newest attempt at a run that still has a container on this engine: it is adopted, not run twice. */
export const findEarlierAttempt = async (engine: Engine, runId: string): Promise<EarlierAttempt | null> => {
  const containers = await engine.listContainers([`${LABEL_RUN}=${runId}`])
  const attempts = containers.flatMap(({ labels, status }) => {
    const key = parseRunLabels(labels)
    return key ? [{ attempt: key.attempt, isAdoptable: meaningOfStatus(status).isAdoptable }] : []
  })
  return attempts.toSorted((a, b) => b.attempt - a.attempt)[0] ?? null
}
