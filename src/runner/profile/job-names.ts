import { z } from 'zod'

export const LABEL_RUN = 'tinymlaas.run'
const LABEL_ATTEMPT = 'tinymlaas.attempt'
export const LABEL_INSTANCE = 'tinymlaas.instance'

/**
 * One attempt at one run. `instance` labels what belongs to one installation, which is all relays that share a
 * database and a name.
 */
export type RunKey = { runId: string; attempt: number; instance: string }

/** Same name on every try, so that a second create is refused and adopts instead of running twice. */
export const containerName = ({ runId, attempt }: RunKey): string => `tinymlaas-${runId}-${attempt}`

export const volumeName = (key: RunKey): string => `${containerName(key)}-job`

/**
 * An empty volume that stands for "the job has all of its inputs". A relay that finds the container of one
 * that crashed cannot know otherwise: the engine does not always close the job's stdin then (measured).
 */
export const fedMarkerName = (key: RunKey): string => `${containerName(key)}-fed`

export const runLabels = ({ runId, attempt, instance }: RunKey): Record<string, string> => ({
  [LABEL_RUN]: runId,
  [LABEL_ATTEMPT]: String(attempt),
  [LABEL_INSTANCE]: instance,
})

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
