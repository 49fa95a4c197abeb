import type { RunView } from '../../contract/run.ts'
import { AppError } from '../../errors.ts'
import { awaitRun, type WatchDeps } from '../../usecases/runs/await-run.ts'
import type { Call, Reply } from '../endpoint.ts'

const RETRY_SECONDS = 5
const RESPOND_ASYNC = /\brespond-async\b/i

/** What a quoted string of a header cannot hold as it stands. */
const UNQUOTABLE = /[^\x20-\x7e]|["\\]/g

/** Code 299 is "miscellaneous persistent warning". */
const warningHeader = (warnings: (string | null)[]): Record<string, string> => {
  const values = warnings.flatMap((text) => (text ? [`299 - "${text.replaceAll(UNQUOTABLE, '?')}"`] : []))
  return values.length > 0 ? { Warning: values.join(', ') } : {}
}

interface AnswerOptions extends Pick<Call, 'request' | 'signal'> {
  /** What the caller should know of its request, though nothing is wrong with it; null says nothing. */
  warnings?: (string | null)[]
}

/**
 * The answer to a call that started a run: 202 with its address when the caller prefers that (RFC 7240), else
 * the finished run's answer, however long it takes, as the predecessor's clients expect.
 */
export const answerRun = async (
  deps: WatchDeps,
  runId: string,
  { request, signal, warnings = [] }: AnswerOptions,
  present: (run: RunView) => Promise<Reply>,
): Promise<Reply> => {
  const location = `/runs/${runId}`
  if (RESPOND_ASYNC.test(request.get('prefer') ?? '')) {
    const headers = {
      Location: location,
      'Preference-Applied': 'respond-async',
      ...warningHeader(warnings),
    }
    return { status: 202, json: { run_id: runId, location, events: `${location}/events` }, headers }
  }
  const run = await awaitRun(deps, runId, signal).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause
    // The relay stops or the database is away. The run is none the worse for it, so the caller must know which.
    throw new AppError(
      'unavailable',
      `The relay cannot wait for the run ${runId} any longer; the run goes on.`,
      {
        hint: `Ask for it at GET ${location}.`,
        runId,
        retryAfter: RETRY_SECONDS,
        cause,
      },
    )
  })
  const reply = await present(run)
  return { ...reply, headers: { ...reply.headers, 'X-Run-Id': runId, ...warningHeader(warnings) } }
}
