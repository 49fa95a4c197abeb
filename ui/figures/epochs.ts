import type { FollowedEvent } from '../../src/client/follow-run.ts'
import type { TrainReport } from './report.ts'

export interface Epoch {
  epoch: number
  /** Null in a report, which was made when all was over. */
  epochs: number | null
  loss: number | null
  accuracy: number | null
  val_loss: number | null
  val_accuracy: number | null
  eta_seconds: number | null
}

const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** The epochs among the events of a run. Of an attempt that was begun anew, only the later one counts. */
export const epochsOf = (events: FollowedEvent[]): Epoch[] => {
  const found: Epoch[] = []
  for (const { type, data } of events) {
    const epoch = numberOr(data['epoch'])
    if (type !== 'epoch' || epoch === null) continue
    while (found.length > 0 && (found.at(-1)?.epoch ?? 0) >= epoch) found.pop()
    found.push({
      epoch,
      epochs: numberOr(data['epochs']),
      loss: numberOr(data['loss']),
      accuracy: numberOr(data['accuracy']),
      val_loss: numberOr(data['val_loss']),
      val_accuracy: numberOr(data['val_accuracy']),
      eta_seconds: numberOr(data['eta_seconds']),
    })
  }
  return found
}

/** The same of a run that has ended. */
export const epochsOfReport = ({ history }: TrainReport): Epoch[] =>
  history.map(({ epoch, loss = null, accuracy = null, val_loss = null, val_accuracy = null }) => ({
    epoch,
    epochs: null,
    loss,
    accuracy,
    val_loss,
    val_accuracy,
    eta_seconds: null,
  }))
