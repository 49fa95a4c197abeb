import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from './client-of.ts'

interface ConnectionLimits {
  /** Most connections. */
  max: number
  /** Most of one address, or of one IPv6 network. */
  maxPerAddress: number
}

/**
 * Bounds the connections of a server. A new one that finds no room takes that of whoever has been idle longest, first of
 * its own address; only what is answering a request is safe. So connections that do nothing lock nobody out.
 */
export const limitConnections = (server: Server, { max, maxPerAddress }: ConnectionLimits): void => {
  /** All connections with their address. */
  const all = new Map<Socket, string>()
  /** Those without a request under way, the longest idle first. */
  const idle = new Set<Socket>()
  const perAddress = new Map<string, number>()
  const count = (address: string, step: 1 | -1) => {
    const left = (perAddress.get(address) ?? 0) + step
    if (left > 0) perAddress.set(address, left)
    else perAddress.delete(address)
    return left
  }
  const makeRoom = (newcomer: Socket, address: string | null) => {
    const isMeant = (socket: Socket) =>
      socket !== newcomer && (address === null || all.get(socket) === address)
    const victim = idle.values().find(isMeant) ?? newcomer
    victim.destroy()
    forget(victim)
  }
  const forget = (socket: Socket) => {
    const address = all.get(socket)
    if (address === undefined) return
    all.delete(socket)
    idle.delete(socket)
    count(address, -1)
  }

  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '')
    all.set(socket, address)
    idle.add(socket)
    socket.once('close', () => forget(socket))
    if (count(address, 1) > maxPerAddress) makeRoom(socket, address)
    else if (all.size > max) makeRoom(socket, null)
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    idle.delete(socket)
    response.once('close', () => {
      if (all.has(socket)) idle.add(socket)
    })
  })
}
