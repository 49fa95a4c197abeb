import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createPlaces } from '../../../src/http/guards/create-places.ts'

const LONG_MS = 60_000
const tooBusy = { code: 'too-busy' }

/** Places for two uploads, `share` of them for one client; `enter` notes who got in, and returns how to leave. */
const usePlaces = (share: number, patienceMs: number) => {
  const places = createPlaces({ uploads: 2, downloads: 2, events: 2 }, share, patienceMs)
  const entered: string[] = []
  const enter = (client: string, name = client, signal = new AbortController().signal) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const ended = places('uploads', client, signal, () => {
      entered.push(name)
      return promise
    })
    // Looked at later, if at all.
    ended.catch(() => undefined)
    const leave = async () => {
      resolve()
      await ended
      // Until whoever is next has begun.
      await setImmediate()
    }
    return { ended, leave }
  }
  return { places, entered, enter }
}

it('lets in those who wait, in the order of their coming', async () => {
  const { entered, enter } = usePlaces(1, LONG_MS)
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((client) => enter(client))
  expect(entered).toEqual(['a', 'b'])
  await b?.leave()
  expect(entered).toEqual(['a', 'b', 'c'])
  const e = enter('e')
  await a?.leave()
  expect(entered).toEqual(['a', 'b', 'c', 'd'])
  await c?.leave()
  expect(entered).toEqual(['a', 'b', 'c', 'd', 'e'])
  await Promise.all([d?.leave(), e.leave()])
})

it('lets others pass one whose client has its share', async () => {
  const { entered, enter } = usePlaces(0.5, LONG_MS)
  const greedy = enter('greedy', 'first')
  const second = enter('greedy', 'second')
  const other = enter('other')
  expect(entered).toEqual(['first', 'other'])
  await other.leave()
  expect(entered).toEqual(['first', 'other'])
  await greedy.leave()
  expect(entered).toEqual(['first', 'other', 'second'])
  await second.leave()
})

it('refuses who has waited too long, and keeps no place for it', async () => {
  const { entered, enter } = usePlaces(1, 20)
  const [a, b] = [enter('a'), enter('b')]
  await expect(enter('late').ended).rejects.toMatchObject(tooBusy)
  await Promise.all([a.leave(), b.leave()])
  const more = [enter('c'), enter('d')]
  expect(entered).toEqual(['a', 'b', 'c', 'd'])
  await Promise.all(more.map(({ leave }) => leave()))
})

it('refuses at once where as many wait as there are places, in all or for one client', async () => {
  const { enter } = usePlaces(1, LONG_MS)
  for (const client of ['a', 'b', 'c', 'd']) enter(client)
  await expect(enter('e').ended).rejects.toMatchObject(tooBusy)
  const shared = usePlaces(0.5, LONG_MS)
  for (const name of ['first', 'second']) shared.enter('greedy', name)
  await expect(shared.enter('greedy', 'third').ended).rejects.toMatchObject(tooBusy)
})

it('forgets who hangs up while it waits', async () => {
  const { entered, enter } = usePlaces(1, LONG_MS)
  const [a] = [enter('a'), enter('b')]
  const gone = new AbortController()
  const hanging = [enter('gone', 'gone', gone.signal), enter('never', 'never', AbortSignal.abort())]
  gone.abort()
  for (const { ended } of hanging) await expect(ended).rejects.toMatchObject({ name: 'AbortError' })
  enter('c')
  await a.leave()
  expect(entered).toEqual(['a', 'b', 'c'])
})

it.each(['downloads', 'events'] as const)('has none wait for %s', async (kind) => {
  const { places } = usePlaces(1, LONG_MS)
  const { signal } = new AbortController()
  const never = () => new Promise<void>(() => undefined)
  for (const client of ['a', 'b']) void places(kind, client, signal, never)
  await expect(places(kind, 'c', signal, never)).rejects.toMatchObject(tooBusy)
})
