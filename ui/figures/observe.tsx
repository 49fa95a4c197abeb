import { useState } from 'preact/hooks'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { useSession } from '../api/session.ts'
import { useLoad } from '../api/use-load.ts'
import { Await } from '../parts/await.tsx'

const EVERY_MS = 2000

interface ObserveProps {
  bridgeId: number
  device: { id: number; name: string }
  /** Names of the classes, where the device tells their numbers. */
  classes?: string[]
}

/** Some devices tell the number of a class instead of its name. */
const nameOf = (key: string, classes: string[]) =>
  classes.includes(key) || !/^\d+$/.test(key) ? key : (classes[Number(key)] ?? key)

const Watch = ({ bridgeId, device, classes = [] }: ObserveProps) => {
  const { client } = useSession()
  const load = async () => {
    const params = { path: { bridge_id: bridgeId, device_id: device.id } }
    return dataOf(await client.GET('/observations/bridges/{bridge_id}/devices/{device_id}', { params }))
  }
  const observation = useLoad(load, `observe ${bridgeId} ${device.id}`, EVERY_MS)
  return (
    <Await of={observation} what="what it sees">
      {({ observation_value }) => (
        <ul class="plain scores" aria-live="polite" aria-label={`What ${device.name} sees`}>
          {Object.entries(observation_value).map(([key, value]) => (
            <li key={key}>
              <span class="name">{nameOf(key, classes)}</span>
              {typeof value === 'number' && value >= 0 && value <= 1 ? (
                <meter min={0} max={1} value={value} aria-label={nameOf(key, classes)} />
              ) : (
                <span />
              )}
              <span class="count">
                {typeof value === 'number' ? value.toFixed(2) : JSON.stringify(value)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Await>
  )
}

/** What a device sees, every two seconds, while it is watched. */
export const Observe = (props: ObserveProps) => {
  const [isOn, setOn] = useState(false)
  return (
    <div class="stack tight">
      <button type="button" aria-pressed={isOn} onClick={() => setOn(!isOn)}>
        {isOn ? 'Stop watching' : `Watch what ${props.device.name} sees`}
      </button>
      {isOn && <Watch {...props} />}
    </div>
  )
}
