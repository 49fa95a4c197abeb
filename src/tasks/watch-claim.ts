import type { Database } from '../db/create-database.ts'
import type { Logger } from '../logger.ts'
import type { RunFeed } from '../store/runs/feed.ts'
import { lookAtClaim } from '../store/runs/queries.ts'

const LOOK_MS = 5000

interface WatchClaimOptions {
  db: Database
  feed: RunFeed
  runId: string
  claim: string
  logger: Logger
  /** The run is to end. */
  onCancel: () => void
  /** Another attempt has the run, or it has ended. */
  onLost: () => void
}

/** Looks after a running attempt: was it cancelled, is it still ours? Returns the function that stops looking. */
export const watchClaim = ({
  db,
  feed,
  runId,
  claim,
  logger,
  onCancel,
  onLost,
}: WatchClaimOptions): (() => void) => {
  const ask = async () => {
    try {
      const run = await lookAtClaim(db.knex, runId)
      if (run?.claim !== claim) onLost()
      else if (run.cancel) onCancel()
    } catch (error) {
      logger.warn('a run could not be looked after; trying again', { run_id: runId, error })
    }
  }
  const looks = { isUnderWay: false, isDueAgain: false }
  /** One look at a time, however many nudges there are; what changed during a look is seen by one more. */
  const look = async () => {
    looks.isDueAgain = true
    if (looks.isUnderWay) return
    looks.isUnderWay = true
    while (looks.isDueAgain) {
      looks.isDueAgain = false
      await ask()
    }
    looks.isUnderWay = false
  }
  const timer = setInterval(look, LOOK_MS)
  const unsubscribe = feed.subscribe(runId, look)
  void look()
  return () => {
    clearInterval(timer)
    unsubscribe()
  }
}
