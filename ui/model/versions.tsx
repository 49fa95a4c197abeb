import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { runIdOf } from '../api/await-run.ts'
import { useSession } from '../api/session.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatAgo } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'
import { goTo } from '../parts/use-route.ts'

type Model = components['schemas']['ModelDetails']

/** Trains the model on with what its dataset has by now. */
const TrainFurther = ({ model, datasetId }: { model: Model; datasetId: number }) => {
  const { client } = useSession()
  const { run, isBusy, error } = useAction(async () => {
    const params = {
      path: { model_id: model.id, dataset_id: datasetId },
      header: { Prefer: 'respond-async' },
    }
    const answer = await client.PUT('/models/{model_id}/datasets/{dataset_id}', { params })
    goTo(`/runs/${runIdOf(dataOf<object>(answer))}`)
  })
  return (
    <>
      <div class="row">
        <button type="button" disabled={isBusy} onClick={() => run()}>
          Train further
        </button>
        <span class="faint">
          On what its dataset has by now. The new version is used only if it is no worse on the held-out
          pictures.
        </span>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
    </>
  )
}

/** What the model was before, and what did not become it. */
export const Versions = ({ model }: { model: Model }) => (
  <section aria-labelledby="versions">
    <h2 id="versions">Versions</h2>
    <ul class="plain rows">
      {model.versions.toReversed().map(({ version, run_id, created, refused }) => (
        <li key={version}>
          <a href={`#/runs/${run_id}`}>Version {version}</a>
          {version === model.version && <span class="badge succeeded">in use</span>}
          <span class="faint">{formatAgo(created)}</span>
          {refused && <span class="faint">not used: {refused}</span>}
        </li>
      ))}
    </ul>
    {typeof model.dataset_id === 'number' && <TrainFurther model={model} datasetId={model.dataset_id} />}
  </section>
)
