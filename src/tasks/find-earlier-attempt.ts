import { meaningOfStatus } from '../runner/engine/container-states.ts'
import type { Engine } from '../runner/engine/create-engine.ts'
import { attemptOf, namePrefix } from '../runner/profile/job-names.ts'

interface EarlierAttempt {
  attempt: number
  /** Whether it is adopted. One that was only created, or is being removed, is made anew, under its number. */
  isAdoptable: boolean
}

/** The newest attempt at a run that still has a container on this engine: it is adopted, not run twice. */
export const findEarlierAttempt = async (engine: Engine, runId: string): Promise<EarlierAttempt | null> => {
  const containers = await engine.listContainersNamed(namePrefix(runId))
  const attempts = containers.flatMap((container) => {
    const attempt = attemptOf(container)?.key.attempt
    const { isAdoptable } = meaningOfStatus(container.status)
    return attempt === undefined ? [] : [{ attempt, isAdoptable }]
  })
  return attempts.toSorted((a, b) => b.attempt - a.attempt)[0] ?? null
}
