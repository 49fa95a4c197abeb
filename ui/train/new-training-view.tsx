import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { goTo, useTitle } from '../parts/use-route.ts'
import { TrainingForm } from './training-form.tsx'

/** Files whose sizes are looked at. */
const LOOKED_AT = 100

const Choice = () => {
  const { client } = useSession()
  const datasets = useLoad(async () => dataOf(await client.GET('/datasets/')), 'datasets')
  return (
    <Await of={datasets} what="the datasets">
      {(all) =>
        all.length === 0 ? (
          <p class="empty">
            There is nothing to train on yet. <a href="#/data">Bring pictures first.</a>
          </p>
        ) : (
          <ul class="plain grid">
            {all.toReversed().map(({ id, name, size }) => (
              <li key={id}>
                <a class="card tile" href={`#/train/new/${id}`}>
                  <span class="strong">{name}</span>
                  <span class="faint">{size}</span>
                </a>
              </li>
            ))}
          </ul>
        )
      }
    </Await>
  )
}

const Settings = ({ datasetId }: { datasetId: number }) => {
  const { client } = useSession()
  const path = { dataset_id: datasetId }
  const load = async () => {
    const [dataset, files, boards, architectures] = await Promise.all([
      client.GET('/datasets/{dataset_id}', { params: { path } }).then(dataOf),
      client
        .GET('/datasets/{dataset_id}/files', { params: { path, query: { limit: LOOKED_AT } } })
        .then(dataOf),
      client.GET('/boards').then(dataOf),
      client.GET('/architectures').then(dataOf),
    ])
    const sides = files.flatMap(({ width, height }) => (width && height ? [Math.min(width, height)] : []))
    return { dataset, sides, boards, architectures }
  }
  const all = useLoad(load, `training of ${datasetId}`)
  return (
    <Await of={all} what="the settings">
      {(given) => <TrainingForm {...given} onStarted={(id) => goTo(`/runs/${id}`)} />}
    </Await>
  )
}

export const NewTrainingView = ({ datasetId }: { datasetId: number | null }) => {
  useTitle('New training')
  return (
    <>
      <p class="crumbs">
        <a href="#/train">Trainings and runs</a>
      </p>
      <h1>New training</h1>
      {datasetId === null ? (
        <>
          <p class="lead">On which pictures?</p>
          <Choice />
        </>
      ) : (
        <Settings datasetId={datasetId} />
      )}
    </>
  )
}
