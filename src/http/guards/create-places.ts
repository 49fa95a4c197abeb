import { AppError } from '../../errors.ts'
import type { PlaceMeter } from '../../metrics/http-metrics.ts'
import type { PlaceKind } from '../endpoint.ts'

/** How long an upload waits for a place: bursts are short, and nobody hangs up so soon. */
const PATIENCE_MS = 3000

const names: Record<PlaceKind, string> = {
  uploads: 'uploads',
  downloads: 'downloads',
  events: 'event streams',
}

interface Waiter {
  client: string
  enter: () => void
}

const refusal = (text: string, hint: string) => new AppError('too-busy', text, { hint, retryAfter: 5 })

interface RoomOptions {
  kind: PlaceKind
  /** Places in all. */
  size: number
  /** Places for one client. */
  most: number
  patienceMs: number
  meter: PlaceMeter | undefined
}

/** Places of one kind. As many may wait for one. */
const createRoom = ({ kind, size, most, patienceMs, meter }: RoomOptions) => {
  const name = names[kind]
  const held = new Map<string, number>()
  /** In the order of their coming. None of them could enter: whoever can is let in as soon as a place is free. */
  const waiting = new Set<Waiter>()
  const own = (client: string) => held.get(client) ?? 0
  const isFull = () => held.values().reduce((sum, count) => sum + count, 0) >= size

  const enter = (client: string) => held.set(client, own(client) + 1)
  const leave = (client: string) => {
    if (own(client) > 1) held.set(client, own(client) - 1)
    else held.delete(client)
    const next = isFull() ? undefined : waiting.values().find((one) => own(one.client) < most)
    if (!next) return
    waiting.delete(next)
    enter(next.client)
    next.enter()
  }
  const refuse = (client: string) => {
    meter?.refused(kind)
    return own(client) >= most
      ? refusal(`You have ${own(client)} ${name} under way already.`, 'Wait until one of them has ended.')
      : refusal(`${size} ${name} are under way already.`, 'Try again soon.')
  }

  const wait = async (client: string, signal: AbortSignal) => {
    const others = [...waiting].filter((one) => one.client === client)
    if (patienceMs === 0 || waiting.size >= size || others.length >= most) throw refuse(client)
    const isOver = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    const hasEntered = await new Promise<boolean>((resolve) => {
      const waiter = { client, enter: () => resolve(true) }
      waiting.add(waiter)
      const giveUp = () => {
        waiting.delete(waiter)
        resolve(false)
      }
      if (isOver.aborted) giveUp()
      else isOver.addEventListener('abort', giveUp, { once: true })
    })
    if (hasEntered) return
    signal.throwIfAborted()
    throw refuse(client)
  }

  return async <T>(client: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const asked = performance.now()
    if (isFull() || own(client) >= most) await wait(client, signal)
    else enter(client)
    meter?.entered(kind, (performance.now() - asked) / 1000)
    try {
      return await work()
    } finally {
      leave(client)
      meter?.left(kind)
    }
  }
}

/**
 * Places for what takes long: so many in all, and of them no more than `share` for one client, so that nobody holds
 * all of them. demandPace ends those that hardly move. An upload waits for a place, in its turn, before it is refused.
 */
export const createPlaces = (
  atOnce: Record<PlaceKind, number>,
  share: number,
  patienceMs: number = PATIENCE_MS,
  meter?: PlaceMeter,
) => {
  const open = (kind: PlaceKind, patience: number) => {
    const most = Math.max(1, Math.ceil(atOnce[kind] * share))
    return createRoom({ kind, size: atOnce[kind], most, patienceMs: patience, meter })
  }
  const rooms = {
    uploads: open('uploads', patienceMs),
    downloads: open('downloads', 0),
    events: open('events', 0),
  }
  /**
   * Has `work` done in a place. A wait ends with `signal`.
   * @throws AppError `too-busy` with Retry-After.
   */
  return <T>(kind: PlaceKind, client: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    rooms[kind](client, signal, work)
}
export type Places = ReturnType<typeof createPlaces>
