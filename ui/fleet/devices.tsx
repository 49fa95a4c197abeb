import { useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Observe } from '../figures/observe.tsx'
import { Await } from '../parts/await.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { useNotify } from '../parts/notices.tsx'
import { useAction } from '../parts/use-action.ts'
import { AddDevice } from './add-device.tsx'

type Device = components['schemas']['Device']
type Board = components['schemas']['Board']
type BoardId = NonNullable<components['schemas']['TrainingParameters']['target']>

const DeviceRow = ({
  device,
  boards,
  onChange,
}: {
  device: Device
  boards: Board[]
  onChange: () => void
}) => {
  const { client } = useSession()
  const notify = useNotify()
  // The API takes the board of a device, and does not tell it.
  const [chosen, setChosen] = useState('')
  const params = { path: { device_id: device.id } }
  const { run, isBusy, error } = useAction(async (work: () => Promise<unknown>) => {
    await work()
    onChange()
  })
  const setBoard = async (id: string) => {
    const known = boards.find((one) => one.id === id)
    dataOf(
      await client.PUT('/devices/{device_id}/board', {
        params,
        body: { board: known ? (known.id as BoardId) : null },
      }),
    )
    setChosen(id)
    notify({
      text: known ? `${device.name} is a ${known.name}: installs check that the model fits.` : 'Forgotten.',
    })
  }
  return (
    <li>
      <span class="strong">{device.name}</span>
      <span class="faint">
        {device.description} · {device.serial}
        {device.bridge && ` · through ${device.bridge.name ?? device.bridge.address}`}
      </span>
      <label class="inline">
        Board
        <select
          disabled={isBusy}
          value={chosen}
          onChange={({ currentTarget: { value } }) => run(() => setBoard(value))}
        >
          <option value="">say which …</option>
          {boards.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="quiet end"
        aria-label={`Remove the device ${device.name}`}
        disabled={isBusy}
        onClick={() => run(async () => dataOf(await client.DELETE('/devices/{device_id}', { params })))}
      >
        Remove
      </button>
      {error !== undefined && <ErrorNote error={error} />}
      {device.bridge && <Observe bridgeId={device.bridge.id} device={device} />}
    </li>
  )
}

/** The boards in the field. */
export const Devices = ({ turn }: { turn: number }) => {
  const { client } = useSession()
  const devices = useLoad(async () => {
    const [all, boards, bridges, installers] = await Promise.all([
      client.GET('/devices/').then(dataOf),
      client.GET('/boards').then(dataOf),
      client.GET('/bridges/').then(dataOf),
      client.GET('/installers/').then(dataOf),
    ])
    return { all, boards, bridges, installers }
  }, `devices ${turn}`)
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      <Await of={devices} what="the devices">
        {({ all, boards, bridges, installers }) => (
          <>
            {all.length === 0 ? (
              <p class="empty">No device is registered.</p>
            ) : (
              <ul class="plain rows">
                {all.map((device) => (
                  <DeviceRow key={device.id} device={device} boards={boards} onChange={devices.reload} />
                ))}
              </ul>
            )}
            <AddDevice bridges={bridges} installers={installers} onChange={devices.reload} />
          </>
        )}
      </Await>
    </section>
  )
}
