import type { RunView } from '../contract/run.ts'
import { awaitRun, type WatchDeps } from '../usecases/await-run.ts'
import type { Call, Reply } from './endpoint.ts'

const RESPOND_ASYNC = /\brespond-async\b/i

/**
 * The answer to a call that started a run: 202 with its address when the caller prefers that (RFC 7240), else
 * the finished run's answer, however long it takes, as the predecessor's clients expect.
 */
export const answerRun = async (
  deps: WatchDeps,
  runId: string,
  { request, signal }: Pick<Call, 'request' | 'signal'>,
  present: (run: RunView) => Promise<Reply>,
): Promise<Reply> => {
  const location = `/runs/${runId}`
  if (RESPOND_ASYNC.test(request.get('prefer') ?? '')) {
    const headers = { Location: location, 'Preference-Applied': 'respond-async' }
    return { status: 202, json: { run_id: runId, location, events: `${location}/events` }, headers }
  }
  const reply = await present(await awaitRun(deps, runId, signal))
  return { ...reply, headers: { ...reply.headers, 'X-Run-Id': runId } }
}
