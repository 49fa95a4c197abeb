import { dataOf, type RelayClient } from '../../src/client/create-relay-client.ts'
import { followRun } from '../../src/client/follow-run.ts'
import { RelayError } from '../../src/client/relay-error.ts'
import type { Run } from './use-run.ts'

/** The run when it has succeeded. @throws RelayError with the reason when it has not. */
export const awaitRun = async (
  client: RelayClient,
  id: string,
  onPhase: (name: string) => void = () => undefined,
): Promise<Run> => {
  for await (const { type, data } of followRun(client, id))
    if (type === 'phase') onPhase(String(data['name']))
  const run = dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id: id } } }))
  if (run.state === 'succeeded') return run
  throw new RelayError(run.detail ?? `The run ended as ${run.state}.`, {
    status: 500,
    code: run.reason ?? run.state,
    hint: run.hint ?? null,
    runId: id,
  })
}

/** The id of a run that was accepted with `Prefer: respond-async`. */
export const runIdOf = (answer: object): string => {
  if ('run_id' in answer && typeof answer.run_id === 'string') return answer.run_id
  throw new Error('The relay did not say which run it began.')
}
