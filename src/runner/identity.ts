import type { ContainerState } from './engine-schemas.ts'
import type { Outcome } from './outcome.ts'

/** What is known of a container from its start on. */
export type Identity = Pick<Outcome, 'containerId' | 'imageId' | 'runtime' | 'startedAt'>

export const identityOf = ({ id, imageId, runtime, startedAt }: ContainerState): Identity => ({
  containerId: id,
  imageId,
  runtime,
  startedAt,
})
