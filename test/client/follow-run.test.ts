import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createRelayClient, dataOf } from '../../src/client/create-relay-client.ts'
import { type FollowedEvent, followRun } from '../../src/client/follow-run.ts'
import { endNextRun } from '../support/act-as-worker.ts'
import { type RunningApp, useApp } from '../support/start-app.ts'
import { uploadDigits } from '../support/upload-digits.ts'

/** A way to the relay that can be cut. */
const createWay = async (url: string) => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const onward = connect(Number(new URL(url).port), '127.0.0.1')
    for (const end of [socket, onward]) {
      sockets.add(end)
      end.on('error', () => undefined).on('close', () => sockets.delete(end))
    }
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, cut, close: () => server.close() }
}

const collect = async (events: AsyncIterable<FollowedEvent>) => {
  const all: FollowedEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const startTraining = async (app: RunningApp) => {
  const client = createRelayClient({ url: app.url })
  const dataset_id = await uploadDigits(app.url, 2)
  const answer = await client.POST('/models/datasets/{dataset_id}', {
    params: {
      path: { dataset_id },
      query: { lossfunc: 'Categorical crossentropy' },
      header: { Prefer: 'respond-async' },
    },
    body: { parameters: { epochs: 1, img_width: 8, img_height: 8, batch_size: 1 }, description: '' },
  })
  const run = dataOf(answer)
  if (!('run_id' in run)) throw new Error('The run was awaited.')
  return run.run_id
}

it('goes on after a lost connection, without a gap and without telling anything twice', async () => {
  const app = await useApp()
  const runId = await startTraining(app)
  const way = await createWay(app.url)
  const client = createRelayClient({ url: way.url })
  const seen: number[] = []
  let lost = 0
  for await (const { seq } of followRun(client, runId, { onLost: () => void lost++ })) {
    seen.push(seq)
    if (seq > 1) continue
    way.cut()
    await endNextRun(app.db, 'failed')
  }
  expect(lost).toBeGreaterThan(0)
  expect(seen).toEqual(seen.map((_, at) => at + 1))
  expect(seen.length).toBeGreaterThan(2)

  // What has ended is told once more from its beginning, or not at all where all of it is known.
  const again = await collect(followRun(client, runId))
  expect(again.map(({ seq }) => seq)).toEqual(seen)
  expect(again.at(-1)).toMatchObject({ type: 'state', data: { state: 'failed', reason: 'oom' } })
  expect(await collect(followRun(client, runId, { after: seen.length }))).toEqual([])
})

it('gives up when nobody has answered for long, and at once when it is refused or told to stop', async () => {
  const app = await useApp()
  const client = createRelayClient({ url: app.url })
  await expect(followRun(client, 'none').next()).rejects.toMatchObject({ status: 404 })
  const nobody = createRelayClient({ url: 'http://127.0.0.1:1' })
  await expect(followRun(nobody, 'none', { patienceMs: 300 }).next()).rejects.toMatchObject({
    code: 'unreachable',
  })
  const stop = new AbortController()
  const events = followRun(client, await startTraining(app), { signal: stop.signal })
  expect((await events.next()).value).toMatchObject({ seq: 1, data: { state: 'queued' } })
  stop.abort()
  await collect(events).catch((error: unknown) => expect(error).toMatchObject({ name: 'AbortError' }))
})
