import { useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Curves } from '../figures/curves.tsx'
import { epochsOfReport } from '../figures/epochs.ts'
import { readTrainReport } from '../figures/report.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { formatAgo, formatBytes, humanise, plural } from '../parts/format.ts'
import { useAction } from '../parts/use-action.ts'
import { goTo, useTitle } from '../parts/use-route.ts'
import { Candidates } from './candidates.tsx'
import { Certainty } from './certainty.tsx'
import { Compiled, useCompiled } from './compiled.tsx'
import { Confusion } from './confusion.tsx'
import { Quality } from './quality.tsx'
import { TryIt } from './try-it.tsx'
import { Versions } from './versions.tsx'

type Model = components['schemas']['ModelDetails']

const Remove = ({ model }: { model: Model }) => {
  const { client } = useSession()
  const [isAsked, setAsked] = useState(false)
  const { run, isBusy, error } = useAction(async () => {
    dataOf(await client.DELETE('/models/{model_id}', { params: { path: { model_id: model.id } } }))
    goTo('/models')
  })
  return (
    <footer class="end">
      {isAsked ? (
        <span class="row">
          <span>
            Delete model {model.id} with its versions and what was compiled from it? This cannot be undone.
          </span>
          <button type="button" class="danger" disabled={isBusy} onClick={() => run()}>
            Delete
          </button>
          <button type="button" class="quiet" onClick={() => setAsked(false)}>
            Keep
          </button>
        </span>
      ) : (
        <button type="button" class="quiet" onClick={() => setAsked(true)}>
          Delete model
        </button>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </footer>
  )
}

const Lead = ({ model }: { model: Model }) => {
  const report = readTrainReport(model.report)
  return (
    <p class="lead">
      {report && `${humanise(report.architecture)}, ${plural(report.params, 'weight')}, `}
      {plural(model.classes.length, 'class', 'classes')}, trained {formatAgo(model.created)}.
      {report?.estimate && ` About ${formatBytes(report.estimate.model_bytes)} on a board.`}
    </p>
  )
}

export const ModelView = ({ id }: { id: number }) => {
  const { client } = useSession()
  const load = async () =>
    dataOf(await client.GET('/models/{model_id}', { params: { path: { model_id: id } } }))
  const model = useLoad(load, `model ${id}`)
  const compiled = useCompiled(id)
  useTitle(model.value?.description || `Model ${id}`)
  return (
    <Await of={model} what="the model">
      {(value) => {
        const report = readTrainReport(value.report)
        return (
          <>
            <p class="crumbs">
              <a href="#/models">Models</a>
              {value.dataset_id !== null && value.dataset_id !== undefined && (
                <a href={`#/data/${value.dataset_id}`}>Its data</a>
              )}
              <a href={`#/runs/${value.run_id}`}>Its training</a>
            </p>
            <h1>
              {value.description || `Model ${id}`}{' '}
              {value.aliases.map((alias) => (
                <span key={alias} class="badge succeeded">
                  {alias}
                </span>
              ))}{' '}
              {value.tags.map((tag) => (
                <span key={tag} class="badge">
                  {tag}
                </span>
              ))}
            </h1>
            <Lead model={value} />
            {report && (
              <>
                <Quality evaluation={report.evaluation} split={report.split} />
                <Certainty confidence={report.confidence} />
                <Confusion modelId={id} classes={report.classes} evaluation={report.evaluation} />
              </>
            )}
            <TryIt modelId={id} compiledModelId={compiled.value?.compiled_model_id ?? null} />
            <Compiled modelId={id} found={compiled} />
            {report && (
              <>
                <Candidates candidates={report.candidates} />
                <section aria-labelledby="curves">
                  <h2 id="curves">How it learned</h2>
                  <Curves epochs={epochsOfReport(report)} />
                </section>
              </>
            )}
            <Versions model={value} />
            <Remove model={value} />
          </>
        )
      }}
    </Await>
  )
}
