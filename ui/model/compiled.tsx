import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { awaitRun, runIdOf } from '../api/await-run.ts'
import { useSession } from '../api/session.ts'
import { type Loaded, useLoad } from '../api/use-load.ts'
import type { Run } from '../api/use-run.ts'
import { readCompileReport } from '../figures/report.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatAgo, humanise } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'
import { Boards } from './boards.tsx'
import { Downloads } from './downloads.tsx'
import { Install } from './install.tsx'
import { Quantised } from './quantised.tsx'

const Compile = ({ modelId, isFirst, onDone }: { modelId: number; isFirst: boolean; onDone: () => void }) => {
  const { client } = useSession()
  const [phase, setPhase] = useState<string | null>(null)
  const { run, isBusy, error } = useAction(async () => {
    const params = { path: { model_id: modelId }, header: { Prefer: 'respond-async' } }
    const answer = dataOf<object>(await client.POST('/compiled_models/models/{model_id}', { params }))
    await awaitRun(client, runIdOf(answer), setPhase)
    setPhase(null)
    onDone()
  })
  return (
    <div class="stack tight">
      <div class="row">
        <button type="button" class={isFirst ? 'primary' : ''} disabled={isBusy} onClick={() => run()}>
          {isFirst ? 'Compile for boards' : 'Compile again'}
        </button>
        {isFirst && !isBusy && (
          <span class="faint">
            Makes the int8 model and C code, and measures what it takes on every board.
          </span>
        )}
      </div>
      {isBusy && (
        <div role="status">
          <progress aria-label="Compiling" />
          <p class="faint">{phase ? `${humanise(phase)} …` : 'Waiting for a container …'}</p>
        </div>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  )
}

/** The newest compilation of a model; null where there was none. */
export const useCompiled = (modelId: number) => {
  const { client } = useSession()
  const load = async () => {
    const query = { kind: 'compile' as const, state: 'succeeded' as const, model_id: modelId, limit: 1 }
    const [newest] = dataOf(await client.GET('/runs', { params: { query } }))
    if (!newest) return null
    return dataOf(await client.GET('/runs/{run_id}', { params: { path: { run_id: newest.id } } }))
  }
  return useLoad(load, `compiled ${modelId}`)
}

/** The model as boards run it: figures, boards, files, devices. */
export const Compiled = ({ modelId, found }: { modelId: number; found: Loaded<Run | null> }) => (
  <section aria-labelledby="compiled">
    <h2 id="compiled">On a board</h2>
    <Await of={found} what="what was compiled">
      {(run) => {
        const report = readCompileReport(run?.report)
        const id = run?.compiled_model_id
        return (
          <>
            {run && (
              <p class="faint">
                Compiled {formatAgo(run.finished_at ?? run.requested_at)}, as <b>compiled model {id}</b>.
              </p>
            )}
            <Compile modelId={modelId} isFirst={!run} onDone={found.reload} />
            {report && <Quantised report={report} />}
            {report && <Boards boards={report.boards} />}
            {run && id && (
              <>
                <Downloads compiledModelId={id} />
                <Install compiledModelId={id} classes={report?.classes ?? []} />
              </>
            )}
          </>
        )
      }}
    </Await>
  </section>
)
