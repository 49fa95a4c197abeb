import { connect, type Socket } from 'node:net'

/** What an attack needs to know of the relay, and where it leaves its connections. */
export interface Target {
  url: string
  /** Path of a file of 20 MiB. */
  bigFile: string
  /** A run of 20,000 events. */
  run: string
  sockets: Set<Socket>
  /** When it is over: what was refused until then is not tried again, or it would disturb the next attack. */
  ended: AbortSignal
}

const dial = async ({ url, sockets }: Target): Promise<Socket> => {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), localAddress: '127.0.0.1' })
  sockets.add(socket)
  socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  await Promise.race([
    new Promise((resolve) => socket.once('connect', resolve)),
    new Promise((resolve) => socket.once('close', resolve)),
  ])
  return socket
}
const many = async (count: number, act: (n: number) => Promise<unknown>) => {
  for (let n = 0; n < count; n += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - n) }, (_, i) => act(n + i)))
}
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`

/** Reads `bytesPerSecond`, in ten parts. */
const throttle = (socket: Socket, bytesPerSecond: number) => {
  let left = bytesPerSecond / 10
  socket.on('data', (bytes) => {
    left -= bytes.length
    if (left <= 0) socket.pause()
  })
  const timer = setInterval(() => {
    left = Math.min(left, 0) + bytesPerSecond / 10
    if (left > 0) socket.resume()
  }, 100)
  socket.once('close', () => clearInterval(timer))
}
const drip = (socket: Socket, bytesPerSecond: number) => {
  const timer = setInterval(() => socket.writable && socket.write('x'.repeat(bytesPerSecond / 10)), 100)
  socket.once('close', () => clearInterval(timer))
}

/** By name: begins an attack, which goes on until its connections are closed. */
export const attacks: Record<string, (target: Target) => Promise<void>> = {
  '16 downloads at 73 KB/s': (target) =>
    many(16, async () => {
      const socket = await dial(target)
      throttle(socket, 73_000)
      socket.write(get(target.bigFile))
    }),
  '300 event readers that read nothing': (target) =>
    many(300, async () => {
      const socket = await dial(target)
      socket.pause()
      socket.write(get(`/runs/${target.run}/events`))
    }),
  '2,000 idle connections': (target) =>
    many(2000, async () => {
      const socket = await dial(target)
      socket.resume().write(get('/healthz'))
    }),
  '10 uploads at 300 bytes/s, tried again when refused': (target) =>
    many(10, async (n) => {
      const begin = async (tries: number): Promise<void> => {
        const socket = await dial(target)
        socket.once('data', () => {
          socket.destroy()
          // An honest upload may have had the place for a moment.
          if (tries > 1) setTimeout(() => !target.ended.aborted && void begin(tries - 1), 200)
        })
        socket.write(
          `POST /datasets/1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a/${n}.png"\r\n\r\n`,
        )
        drip(socket, 300)
      }
      await begin(50)
    }),
  '4 senders of 3 GB that are refused': (target) =>
    many(4, async () => {
      const socket = await dial(target)
      socket.resume().write('POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3000000000\r\n\r\n')
      const part = Buffer.alloc(1024 * 1024)
      const send = () => {
        while (socket.writable && socket.write(part));
      }
      socket.on('drain', send)
      send()
    }),
  '8 lists of 550 runs with large reports, again and again': (target) =>
    many(8, async () => {
      const socket = await dial(target)
      socket.resume()
      const timer = setInterval(() => socket.writable && socket.write(get('/runs?limit=550')), 500)
      socket.once('close', () => clearInterval(timer))
    }),
}
