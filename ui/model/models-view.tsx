import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { formatAgo } from '../parts/format.ts'
import { useTitle } from '../parts/use-route.ts'

const shapeOf = (parameters: Record<string, unknown>) =>
  [parameters['architecture'], `${parameters['img_width']}×${parameters['img_height']}`, parameters['target']]
    .filter(Boolean)
    .join(', ')

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
              {all.toReversed().map(({ id, description, parameters, created }) => (
                <li key={id}>
                  <a class="card tile" href={`#/models/${id}`}>
                    <span class="strong">{description || `Model ${id}`}</span>
                    <span class="faint">
                      Model {id} · {shapeOf(parameters)} · {formatAgo(created)}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  )
}
