import type { Duplex } from 'node:stream'
import { inPhase } from '../in-phase.ts'
import { InputError } from '../input/input-error.ts'
import { packJob } from '../input/pack-job.ts'
import { sendInputs } from '../input/send-inputs.ts'
import { pause } from '../pause.ts'
import { fedMarkerName, runLabels } from '../profile/job-names.ts'
import type { RunOptions } from '../types.ts'
import type { Ending } from './ending.ts'

/** What is nearly done when the relay stops may be done. */
const ALMOST_MS = 500
/** A job that ends early closes the connection as well: time to see whether that is why it broke. */
const EARLY_END_MS = 10_000

/**
 * Starts to send a job its inputs. A failing source ends the run, and so does a connection that breaks while
 * the job goes on, because the job would wait for the rest for ever.
 */
export const feedJob = (options: RunOptions, stdin: Duplex, ending: Ending) => {
  const { engine, key, logger, job, inputs } = options
  let sent = false
  let timer: NodeJS.Timeout | undefined
  const feed = async (): Promise<boolean> => {
    sent = await inPhase(options, 'send inputs', () => sendInputs(packJob(job, inputs), stdin))
    if (sent) {
      await engine.createVolume(fedMarkerName(key), runLabels(key))
      return true
    }
    const detail = 'The connection to the engine broke while the inputs were sent.'
    timer = setTimeout(() => ending.because({ reason: 'lost', detail }), EARLY_END_MS)
    return false
  }
  const fed = feed().catch((error: unknown) => {
    if (sent) logger.warn('a job could not be marked as fed', { run_id: key.runId, error })
    else ending.failing(error instanceof InputError ? error : new InputError(error))
    return false
  })
  return {
    /** Whether all inputs were handed to the engine. */
    isSent: () => sent,
    /** Whether the job could go on without this relay: it has its inputs, and another relay can see that. */
    isAdoptable: () => Promise.race([fed, pause(ALMOST_MS).then(() => false)]),
    stop: () => clearTimeout(timer),
  }
}
