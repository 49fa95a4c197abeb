import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { RunTable } from '../figures/run-table.tsx'
import { Await } from '../parts/await.tsx'
import { goTo, useTitle } from '../parts/use-route.ts'

const EVERY_MS = 4000
const SHOWN = 50

/** Every training that there was, newest first. */
export const TrainView = () => {
  useTitle('Train')
  const { client } = useSession()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const load = async () => {
    const ask = async (kind: 'train' | 'continue') =>
      dataOf(await client.GET('/runs', { params: { query: { kind, limit: SHOWN } } }))
    const both = await Promise.all([ask('train'), ask('continue')])
    return both.flat().sort((a, b) => b.requested_at.localeCompare(a.requested_at))
  }
  const runs = useLoad(load, 'trainings', EVERY_MS)
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <>
      <div class="row between">
        <h1>Train</h1>
        <a class="button primary" href="#/train/new">
          New training
        </a>
      </div>
      <p class="lead">A network learns the classes of a dataset, in a container of its own.</p>
      <Await of={runs} what="the trainings">
        {(all) =>
          all.length === 0 ? (
            <p class="empty">
              Nothing was trained yet. <a href="#/train/new">Begin with a dataset.</a>
            </p>
          ) : (
            <>
              <div class="row">
                <button
                  type="button"
                  disabled={chosen.size < 2}
                  onClick={() => goTo(`/train/compare/${[...chosen].join(',')}`)}
                >
                  Compare {chosen.size > 1 ? `${chosen.size} trainings` : ''}
                </button>
                {chosen.size < 2 && <span class="faint">Choose two or more to compare them.</span>}
              </div>
              <RunTable runs={all} chosen={chosen} onToggle={toggle} />
            </>
          )
        }
      </Await>
    </>
  )
}
