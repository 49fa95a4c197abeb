import { useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { useAction } from '../parts/use-action.ts'

type Bridge = components['schemas']['Bridge']

interface AddDeviceProps {
  bridges: Bridge[]
  installers: components['schemas']['Installer'][]
  onChange: () => void
}

/** Registers a board that a bridge has found, or any other. */
export const AddDevice = ({ bridges, installers, onChange }: AddDeviceProps) => {
  const { client } = useSession()
  const [bridgeId, setBridgeId] = useState('')
  const [installerId, setInstallerId] = useState(String(installers[0]?.id ?? ''))
  const [name, setName] = useState('')
  const [serial, setSerial] = useState('')
  const found = useLoad(async () => {
    if (!bridgeId) return []
    const params = { path: { bridge_id: Number(bridgeId) } }
    return dataOf(await client.GET('/bridges/{bridge_id}/devices', { params })).devices
  }, `found by ${bridgeId}`)
  const { run, isBusy, error } = useAction(async () => {
    const board = found.value?.find((one) => one.serial === serial)
    const body = {
      name: name.trim(),
      serial: serial.trim(),
      installer_id: Number(installerId),
      model: board?.product ?? name.trim(),
      description: board ? `${board.manufacturer} ${board.product}` : name.trim(),
      ...(bridgeId ? { bridge_id: Number(bridgeId) } : {}),
    }
    dataOf(await client.POST('/devices/', { body }))
    setName('')
    setSerial('')
    onChange()
  })
  return (
    <details class="card">
      <summary>Add a device</summary>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <label>
          Name
          <input
            required
            value={name}
            maxLength={200}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          Bridge
          <select value={bridgeId} onChange={(event) => setBridgeId(event.currentTarget.value)}>
            <option value="">none yet</option>
            {bridges.map(({ id, name: called, address }) => (
              <option key={id} value={String(id)}>
                {called ?? address}
              </option>
            ))}
          </select>
        </label>
        <label>
          Serial number
          <input
            required
            list="serials"
            value={serial}
            maxLength={200}
            onInput={(event) => setSerial(event.currentTarget.value)}
          />
          <datalist id="serials">
            {found.value?.map((board) => (
              <option key={board.serial} value={board.serial}>
                {board.manufacturer} {board.product}
              </option>
            ))}
          </datalist>
        </label>
        <label>
          Installer
          <select value={installerId} onChange={(event) => setInstallerId(event.currentTarget.value)}>
            {installers.map(({ id, name: called }) => (
              <option key={id} value={String(id)}>
                {called}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={isBusy}>
          Add device
        </button>
      </form>
      {bridgeId && found.value && found.error === undefined && (
        <p class="faint">
          {found.value.length === 0
            ? 'The bridge sees no board now.'
            : `The bridge sees ${found.value.map((board) => `${board.product} (${board.serial})`).join(', ')}.`}
        </p>
      )}
      {(error ?? found.error) !== undefined && <ErrorNote error={error ?? found.error} />}
    </details>
  )
}
