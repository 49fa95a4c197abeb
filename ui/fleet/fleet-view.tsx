import { useState } from 'preact/hooks'
import { useTitle } from '../parts/use-route.ts'
import { Bridges } from './bridges.tsx'
import { Devices } from './devices.tsx'
import { Health } from './health.tsx'
import { Queue } from './queue.tsx'
import { Tokens } from './tokens.tsx'

export const FleetView = () => {
  useTitle('Fleet')
  // Devices are reached through bridges, and go with them.
  const [turn, setTurn] = useState(0)
  return (
    <>
      <h1>Fleet and queue</h1>
      <p class="lead">The boards, the bridges that reach them, and what the relay is at.</p>
      <Health />
      <Queue />
      <Bridges onChange={() => setTurn((count) => count + 1)} />
      <Devices turn={turn} />
      <Tokens />
    </>
  )
}
