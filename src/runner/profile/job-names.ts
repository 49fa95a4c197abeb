import { z } from 'zod'

export const LABEL_RUN = 'tinymlaas.run'
/** Of the request that asked for the run, for people; a container that was warm before has none. */
const LABEL_REQUEST = 'tinymlaas.request'
const LABEL_ATTEMPT = 'tinymlaas.attempt'
export const LABEL_INSTANCE = 'tinymlaas.instance'

/**
 * One attempt at one run. `instance` labels what belongs to one installation, which is all relays that share a
 * database and a name.
 */
export type RunKey = { runId: string; attempt: number; instance: string; requestId?: string }

/** A container that waits for a job goes by a name of its own until it is given one. */
const WARM = 'warm-'
export const warmKey = (id: string, instance: string): RunKey => ({
  runId: `${WARM}${id}`,
  attempt: 1,
  instance,
})
export const isWarm = ({ runId }: RunKey): boolean => runId.startsWith(WARM)

/** Same name on every try, so that a second create is refused and adopts instead of running twice. */
export const containerName = ({ runId, attempt }: RunKey): string => `${namePrefix(runId)}${attempt}`

/** How the names of all attempts at a run begin. */
export const namePrefix = (runId: string): string => `tinymlaas-${runId}-`

export const volumeName = (key: RunKey): string => `${containerName(key)}-job`

/**
 * An empty volume that stands for "the job has all of its inputs". A relay that finds the container of one
 * that crashed cannot know otherwise: the engine does not always close the job's stdin then (measured).
 */
export const fedMarkerName = (key: RunKey): string => `${containerName(key)}-fed`

export const runLabels = ({ runId, attempt, instance, requestId }: RunKey): Record<string, string> => ({
  [LABEL_RUN]: runId,
  [LABEL_ATTEMPT]: String(attempt),
  [LABEL_INSTANCE]: instance,
  ...(requestId ? { [LABEL_REQUEST]: requestId } : {}),
})

const NAME = /^tinymlaas-(.+)-(\d+)$/

/**
 * Whose attempt a container is: its name says so, because labels cannot be changed when a warm container is given a
 * job. `born` is what its labels and its volume say. Null when it is not ours.
 */
export const attemptOf = ({ name, labels }: { name: string; labels: Record<string, string> }) => {
  const born = parseRunLabels(labels)
  if (!born) return null
  const [, runId, attempt] = NAME.exec(name) ?? []
  return { born, key: isWarm(born) && runId ? { ...born, runId, attempt: Number(attempt) } : born }
}

const labelled = z.object({
  [LABEL_RUN]: z.string().min(1),
  [LABEL_ATTEMPT]: z.coerce.number().int().nonnegative(),
  [LABEL_INSTANCE]: z.string(),
})

/** Reads a container's or a volume's labels back; null when they are not ours. */
export const parseRunLabels = (labels: Record<string, string>): RunKey | null => {
  const parsed = labelled.safeParse(labels)
  if (!parsed.success) return null
  return {
    runId: parsed.data[LABEL_RUN],
    attempt: parsed.data[LABEL_ATTEMPT],
    instance: parsed.data[LABEL_INSTANCE],
  }
}
