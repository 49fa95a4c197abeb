import { useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useAction } from '../parts/use-action.ts'

type Bridge = components['schemas']['Bridge']

const EVERY_MS = 15_000

const BridgeRow = ({ bridge, onChange }: { bridge: Bridge; onChange: () => void }) => {
  const { client } = useSession()
  const params = { path: { bridge_id: bridge.id } }
  const status = useLoad(
    async () => dataOf(await client.GET('/bridges/{bridge_id}/status', { params })),
    `bridge ${bridge.id}`,
    EVERY_MS,
  )
  const remove = useAction(async () => {
    dataOf(await client.DELETE('/bridges/{bridge_id}', { params }))
    onChange()
  })
  const { value } = status
  return (
    <li>
      <span class={value ? (value.online ? 'badge succeeded' : 'badge failed') : 'badge queued'}>
        {value ? (value.online ? 'online' : 'offline') : '…'}
      </span>
      <span class="strong">{bridge.name ?? bridge.address}</span>
      <span class="faint">{bridge.address}</span>
      <button
        type="button"
        class="quiet end"
        aria-label={`Remove the bridge ${bridge.name ?? bridge.address}, and its devices`}
        disabled={remove.isBusy}
        onClick={() => remove.run()}
      >
        Remove
      </button>
      {value?.reason && <span class="faint whole">{value.reason}</span>}
      {(remove.error ?? status.error) !== undefined && <ErrorNote error={remove.error ?? status.error} />}
    </li>
  )
}

const AddBridge = ({ onChange }: { onChange: () => void }) => {
  const { client } = useSession()
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [https, setHttps] = useState(false)
  const { run, isBusy, error } = useAction(async () => {
    dataOf(
      await client.POST('/bridges/', { body: { name: name.trim() || null, address: address.trim(), https } }),
    )
    setName('')
    setAddress('')
    onChange()
  })
  return (
    <details class="card">
      <summary>Add a bridge</summary>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <label>
          Name
          <input value={name} maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          Address
          <input
            required
            value={address}
            placeholder="192.168.0.7, or host:port"
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={https}
            onChange={(event) => setHttps(event.currentTarget.checked)}
          />
          https
        </label>
        <button type="submit" disabled={isBusy}>
          Add bridge
        </button>
      </form>
      {error !== undefined && <ErrorNote error={error} />}
    </details>
  )
}

/** The programs beside the boards, and whether they answer. */
export const Bridges = ({ onChange }: { onChange: () => void }) => {
  const { client } = useSession()
  const bridges = useLoad(async () => dataOf(await client.GET('/bridges/')), 'bridges')
  const changed = () => {
    bridges.reload()
    onChange()
  }
  return (
    <section aria-labelledby="bridges">
      <h2 id="bridges">Bridges</h2>
      <Await of={bridges} what="the bridges">
        {(all) =>
          all.length === 0 ? (
            <p class="empty">
              No bridge is registered. It is the program beside the boards that flashes them.
            </p>
          ) : (
            <ul class="plain rows">
              {all.map((bridge) => (
                <BridgeRow key={bridge.id} bridge={bridge} onChange={changed} />
              ))}
            </ul>
          )
        }
      </Await>
      <AddBridge onChange={changed} />
    </section>
  )
}
