import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { useTitle } from '../parts/use-route.ts'
import { ModelTile } from './model-tile.tsx'

export const ModelsView = () => {
  useTitle('Models')
  const { client } = useSession()
  const models = useLoad(async () => dataOf(await client.GET('/models/')), 'models')
  return (
    <>
      <h1>Models</h1>
      <p class="lead">What was learned, how good it is, and on which boards it runs.</p>
      <Await of={models} what="the models">
        {(all) =>
          all.length === 0 ? (
            <p class="empty">
              There is no model yet. <a href="#/train/new">Train one.</a>
            </p>
          ) : (
            <ul class="plain grid">
              {all.toReversed().map((model) => (
                <li key={model.id}>
                  <ModelTile {...model} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  )
}
