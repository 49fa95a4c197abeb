import type { Engine } from '../runner/engine/create-engine.ts'
import { LABEL_RUN, parseRunLabels } from '../runner/profile/job-names.ts'

interface EarlierAttempt {
  attempt: number
  /** Whether it was started: then it is adopted. One that was only created is made anew, under its number. */
  isStarted: boolean
}

/** The newest attempt at a run that still has a container on this engine: it is adopted, not run twice. */
export const findEarlierAttempt = async (engine: Engine, runId: string): Promise<EarlierAttempt | null> => {
  const containers = await engine.listContainers([`${LABEL_RUN}=${runId}`])
  const attempts = containers.flatMap(({ labels, status }) => {
    const key = parseRunLabels(labels)
    return key ? [{ attempt: key.attempt, isStarted: status !== 'created' }] : []
  })
  return attempts.toSorted((a, b) => b.attempt - a.attempt)[0] ?? null
}
