import { AppError } from '../../errors.ts'
import type { PlaceKind } from '../endpoint.ts'

const names: Record<PlaceKind, string> = {
  uploads: 'uploads',
  downloads: 'downloads',
  events: 'event streams',
}

const refusal = (text: string, hint: string) => new AppError('too-busy', text, { hint, retryAfter: 5 })

/**
 * Places for what takes long: so many in all, and of them no more than `share` for one client, so that nobody holds
 * all of them. demandPace ends those that hardly move.
 */
export const createPlaces = (atOnce: Record<PlaceKind, number>, share: number) => {
  const held: Record<PlaceKind, Map<string, number>> = {
    uploads: new Map(),
    downloads: new Map(),
    events: new Map(),
  }
  /**
   * Has `work` done in a place.
   * @throws AppError `too-busy` with Retry-After.
   */
  return async <T>(kind: PlaceKind, client: string, work: () => Promise<T>): Promise<T> => {
    const clients = held[kind]
    const own = clients.get(client) ?? 0
    const most = Math.max(1, Math.ceil(atOnce[kind] * share))
    if (clients.values().reduce((sum, count) => sum + count, 0) >= atOnce[kind])
      throw refusal(`${atOnce[kind]} ${names[kind]} are under way already.`, 'Try again soon.')
    if (own >= most)
      throw refusal(`You have ${own} ${names[kind]} under way already.`, 'Wait until one of them has ended.')
    clients.set(client, own + 1)
    try {
      return await work()
    } finally {
      const left = (clients.get(client) ?? 1) - 1
      if (left > 0) clients.set(client, left)
      else clients.delete(client)
    }
  }
}
export type Places = ReturnType<typeof createPlaces>
