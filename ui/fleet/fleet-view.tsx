import { useTitle } from '../parts/use-route.ts'
import { Bridges } from './bridges.tsx'
import { Devices } from './devices.tsx'
import { Health } from './health.tsx'
import { Queue } from './queue.tsx'

export const FleetView = () => {
  useTitle('Fleet')
  return (
    <>
      <h1>Fleet and queue</h1>
      <p class="lead">The boards, the bridges that reach them, and what the relay is at.</p>
      <Health />
      <Queue />
      <Bridges />
      <Devices />
    </>
  )
}
