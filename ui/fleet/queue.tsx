import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { RunTable } from '../figures/run-table.tsx'
import { Await } from '../parts/await.tsx'
import { plural } from '../parts/format.ts'

const EVERY_MS = 4000
const SHOWN = 20

/** What is waiting, what is running and where, and what was last. */
export const Queue = () => {
  const { client } = useSession()
  const runs = useLoad(
    async () => {
      const ask = async (state?: 'queued' | 'running') =>
        dataOf(
          await client.GET('/runs', { params: { query: { limit: SHOWN, ...(state ? { state } : {}) } } }),
        )
      const [running, queued, recent] = await Promise.all([ask('running'), ask('queued'), ask()])
      return { running, queued, recent }
    },
    'queue',
    EVERY_MS,
  )
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">Runs</h2>
      <Await of={runs} what="the runs">
        {({ running, queued, recent }) => {
          const workers = [...Map.groupBy(running, ({ worker }) => worker ?? 'a worker')]
          return (
            <>
              <p>
                {running.length === 0
                  ? 'Nothing is running'
                  : workers.map(([worker, all]) => `${worker} is at ${plural(all.length, 'run')}`).join(', ')}
                {queued.length > 0
                  ? `; ${plural(queued.length, 'run')}${queued.length === SHOWN ? ' or more' : ''} waiting.`
                  : ', and nothing waits.'}
              </p>
              {recent.length > 0 && <RunTable runs={recent} />}
            </>
          )
        }}
      </Await>
    </section>
  )
}
