import { useEffect, useState } from 'preact/hooks'
import type { components } from '../../src/client/api-types.ts'
import { dataOf } from '../../src/client/create-relay-client.ts'
import { type FollowedEvent, followRun } from '../../src/client/follow-run.ts'
import { useSession } from './session.ts'

export type Run = components['schemas']['Run']

/** The most lines that the page keeps of a run; the relay keeps all. */
const MAX_EVENTS = 5000

export interface LiveRun {
  run: Run | undefined
  events: FollowedEvent[]
  /** Whether the connection to the relay is lost, for now. */
  isLost: boolean
  error: unknown
}

export const isOver = (run: { state: string } | undefined): boolean =>
  run !== undefined && run.state !== 'queued' && run.state !== 'running'

/** A run with its events as they happen. A lost connection is made again, and nothing is missed. */
export const useRun = (id: string): LiveRun => {
  const { client } = useSession()
  const [live, setLive] = useState<LiveRun>({ run: undefined, events: [], isLost: false, error: undefined })
  useEffect(() => {
    const stop = new AbortController()
    const update = (change: Partial<LiveRun>) => {
      if (!stop.signal.aborted) setLive((before) => ({ ...before, ...change }))
    }
    const refresh = async () => {
      const answer = await client.GET('/runs/{run_id}', {
        params: { path: { run_id: id } },
        signal: stop.signal,
      })
      update({ run: dataOf(answer), error: undefined })
    }
    const follow = async () => {
      await refresh()
      let events: FollowedEvent[] = []
      let isPlanned = false
      const show = () => {
        isPlanned = false
        update({ events, isLost: false })
      }
      const onLost = () => update({ isLost: true })
      const options = { signal: stop.signal, onLost, patienceMs: Number.POSITIVE_INFINITY }
      for await (const event of followRun(client, id, options)) {
        events = [...events.slice(1 - MAX_EVENTS), event]
        // Many come at once when a run is joined late: one drawing for all of them.
        if (!isPlanned) setTimeout(show, 50)
        isPlanned = true
        if (event.type === 'state') await refresh().catch(() => undefined)
      }
      await refresh()
      update({ isLost: false })
    }
    follow().catch((error: unknown) => update({ error }))
    return () => stop.abort()
  }, [client, id])
  return live
}
