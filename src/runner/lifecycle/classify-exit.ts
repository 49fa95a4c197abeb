import { EXIT_ALARM, EXIT_BAD_INPUT, type JobResult } from '../../contract/job.ts'
import type { RunReason } from '../../contract/run.ts'
import { meaningOf } from '../engine/container-states.ts'
import type { ContainerState } from '../engine/engine-schemas.ts'
import type { Cause } from './ending.ts'

const EXIT_SIGKILL = 137
const EXIT_SIGTERM = 143
/** A file outgrew its ulimit: 128 + SIGXFSZ. */
const EXIT_FILE_TOO_LARGE = 153
/** The init process, or a shell, could not execute the program. */
const EXIT_NOT_EXECUTED = [126, 127]
/** What the engine writes down for a container that ended while the engine was down. */
const EXIT_UNKNOWN = 255
/** Codes by which a job tells that its input broke off: in the middle, and before it began. */
const BROKEN_STREAM = 'broken-stream'
const NO_JOB = 'bad-job'

export type Ended = {
  state: Pick<ContainerState, 'status' | 'startedAt' | 'exitCode' | 'oomKilled' | 'error'>
  /** Why the relay ended it, if it did. */
  cause: Cause | null
  /** The engine was away for a while, or nobody watched. */
  unwatched: boolean
  /** All inputs were handed to the engine, as far as is known. */
  sent: boolean
  result: JobResult | null
  /** What is wrong with what the job left behind. */
  outputProblem: string | null
  /** The last lines of its log. */
  tail: string
}

export type Verdict = { reason: RunReason | null; detail: string; hint: string }

const byReason = (reason: RunReason, detail: string, hint = hints[reason]): Verdict => ({
  reason,
  detail,
  hint,
})

/** How a container ended, from what is known about it. The first cause wins over what it led to. */
export const classifyExit = (ended: Ended): Verdict => {
  const { state, cause, unwatched, result, outputProblem } = ended
  if (cause) return byReason(cause.reason, cause.detail)
  if (!meaningOf(state).isAdoptable)
    return byReason('lost', 'The container was never started, or was being removed.')
  if (state.exitCode === 0 && result?.outcome === 'succeeded' && !outputProblem)
    return success(state.oomKilled)
  if (state.oomKilled)
    return byReason('oom', 'The job, or a process of it, was killed for using too much memory.')
  if (state.exitCode === EXIT_ALARM) return byReason('timeout', 'The job ended itself at its deadline.')
  if (state.exitCode === EXIT_FILE_TOO_LARGE)
    return byReason('disk', 'The job wrote a file beyond its limit.')
  if (isInputLost(ended)) return byReason('lost', 'The job did not get all of its inputs.')
  if (state.exitCode === EXIT_BAD_INPUT) return badInput(ended)
  if (state.exitCode === 0) return badOutput(outputProblem, result)
  const outside = [EXIT_SIGKILL, EXIT_SIGTERM].includes(state.exitCode)
  if (outside || (unwatched && state.exitCode === EXIT_UNKNOWN)) {
    const detail = `The container was ended from outside, with exit code ${state.exitCode}.`
    return byReason('engine', detail)
  }
  return defect(ended)
}

const success = (oomKilled: boolean): Verdict => ({
  reason: null,
  detail: oomKilled ? 'Finished, although a process of it was killed for using too much memory.' : '',
  hint: '',
})

/** A relay or an engine that goes away while inputs are sent leaves the job with half of them. */
const isInputLost = ({ result, unwatched, sent }: Ended): boolean => {
  if (result?.error?.code === BROKEN_STREAM) return unwatched || !sent
  return result?.error?.code === NO_JOB && unwatched
}

const badInput = ({ result, tail }: Ended): Verdict => {
  if (!result?.error) return byReason('bad-input', lastWords('The job refused its input.', tail))
  return byReason('bad-input', result.error.message, result.error.hint)
}

const badOutput = (problem: string | null, result: JobResult | null): Verdict => {
  if (problem) return byReason('bad-output', problem)
  if (!result) return byReason('bad-output', 'The job ended well but left no /job/out/result.json.')
  return byReason('bad-output', 'The job ended well but its result.json says that it failed.')
}

const defect = ({ state, result, tail }: Ended): Verdict => {
  const what = `The job ended with exit code ${state.exitCode}.`
  if (result?.error) return byReason('exit', `${what} ${result.error.message}`, result.error.hint)
  if (EXIT_NOT_EXECUTED.includes(state.exitCode)) return byReason('image', lastWords(what, tail))
  return byReason('exit', lastWords(what, tail))
}

const lastWords = (what: string, tail: string): string =>
  tail === '' ? what : `${what} Its last words:\n${tail.slice(-2000)}`

/** What to do, by reason, where nothing more exact is known. */
export const hints: Record<RunReason, string> = {
  exit: 'A defect of the job’s program; the run’s log tells more.',
  timeout: 'Train for fewer epochs or with fewer pictures, or raise RUN_TIMEOUT_SECONDS.',
  cancelled: 'Start it again when it is wanted.',
  oom: 'Use a smaller batch, smaller pictures or a smaller model, or raise RUN_MEMORY_MIB.',
  disk: 'Use fewer or smaller pictures, or raise RUN_DISK_MIB.',
  image: 'Build or load the image named by TENSORFLOW_IMAGE on the engine.',
  engine: 'Look at the container engine: it is run again on its own a few times.',
  'bad-input': 'Correct the dataset or the parameters.',
  'below-the-bar':
    'What it made is kept, under the ids of the run. Use more pictures or another network, or require less.',
  'bad-output': 'The image and the relay do not fit together; use the image of the same version.',
  lost: 'It is run again on its own a few times; look at the container engine when that happens often.',
}
