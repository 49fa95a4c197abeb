import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { humanise } from '../parts/format.ts'

const EVERY_MS = 10_000

/** Whether the relay and what it works with are well. */
export const Health = () => {
  const { client } = useSession()
  const load = async () => {
    // Not being ready is an answer here, not an error.
    const { data, error } = await client.GET('/readyz')
    if (data) return data
    if (error && 'checks' in error) return error
    throw new Error('The relay does not say how it is.')
  }
  const health = useLoad(load, 'health', EVERY_MS)
  return (
    <section aria-labelledby="health">
      <h2 id="health">The relay</h2>
      <Await of={health} what="how it is">
        {({ checks, warnings }) => (
          <>
            <ul class="plain rows">
              {Object.entries(checks).map(([name, problem]) => (
                <li key={name}>
                  <span class={problem === null ? 'badge succeeded' : 'badge failed'}>
                    {problem === null ? 'well' : 'not well'}
                  </span>
                  <span>{humanise(name)}</span>
                  {problem !== null && <span class="faint">{problem}</span>}
                </li>
              ))}
            </ul>
            {warnings.map((warning) => (
              <p key={warning} class="note warn">
                {warning}
              </p>
            ))}
          </>
        )}
      </Await>
    </section>
  )
}
