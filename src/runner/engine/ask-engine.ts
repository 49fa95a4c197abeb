import type Docker from 'dockerode'

/**
 * A GET of the engine's API. For questions whose method on the Docker client takes no filter, or whose
 * types take no abort signal; without one, a call that is given up keeps its socket.
 */
export const askEngine = (
  docker: Docker,
  path: string,
  abortSignal: AbortSignal,
  query: Record<string, string> = {},
): Promise<unknown> => {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  docker.modem.dial(
    { path: `${path}?`, method: 'GET', options: query, abortSignal, statusCodes: { 200: true } },
    (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)),
  )
  return promise
}
