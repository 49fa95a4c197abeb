import { Duplex, Readable } from 'node:stream'
import Docker, { type ContainerCreateOptions } from 'dockerode'
import { withDeadline } from '../../with-deadline.ts'
import { askEngine } from './ask-engine.ts'
import { engineConnection } from './engine-connection.ts'
import {
  EngineError,
  type EngineErrorCode,
  hasEngineCode,
  lateEngine,
  toEngineError,
} from './engine-error.ts'
import * as schemas from './engine-schemas.ts'
import { guardStream } from './guard-stream.ts'
import { shareInFlight } from './share-in-flight.ts'

/** Milliseconds per kind of call. */
const defaultDeadlines = {
  /** Questions: ping, inspect, list. */
  ask: 15_000,
  create: 60_000,
  start: 90_000,
  kill: 15_000,
  /** A volume with very many files takes its time. */
  remove: 180_000,
  diskUsage: 60_000,
  /** First byte of an attach or an archive, and each pause within an archive. */
  stream: 60_000,
}
export type EngineDeadlines = typeof defaultDeadlines

export type EngineOptions = {
  /** `unix:///path` or `tcp://host:port`. */
  host: string
  /** Folder with ca.pem, cert.pem and key.pem, for TLS. */
  certPath?: string
  deadlines?: Partial<EngineDeadlines>
  /** Told of every call that settled: which, its seconds, and why it failed. */
  onCall?: (verb: string, seconds: number, failure: EngineErrorCode | null) => void
}

/**
 * The verbs of the Docker Engine API that the relay needs. Every call settles within its deadline, or
 * rejects with an EngineError or the reason of an aborted signal.
 */
export const createEngine = ({ host, certPath, deadlines, onCall }: EngineOptions) => {
  const docker = new Docker(engineConnection(host, certPath))
  const limits: EngineDeadlines = { ...defaultDeadlines, ...deadlines }
  const container = (id: string) => docker.getContainer(id)

  /** `raw` gets the signal that frees its socket when nobody waits any more. */
  const call = async <T>(
    kind: keyof EngineDeadlines,
    verb: string,
    raw: (options: { abortSignal: AbortSignal }) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    const started = performance.now()
    const tell = (failure: EngineErrorCode | null) =>
      onCall?.(verb, (performance.now() - started) / 1000, failure)
    try {
      const answer = await withDeadline((abortSignal) => raw({ abortSignal }), {
        ms: limits[kind],
        late: lateEngine(verb, limits[kind]),
        signal,
      })
      tell(null)
      return answer
    } catch (error) {
      // Whoever asked does not want to know any more.
      signal?.throwIfAborted()
      const failure = toEngineError(verb, error, host)
      tell(failure.code)
      throw failure
    }
  }
  /** For verbs whose aim may already be reached. */
  const unless = async (fine: EngineErrorCode[], work: Promise<unknown>) => {
    await work.catch((error: unknown) => {
      if (!hasEngineCode(error, ...fine)) throw error
    })
  }
  /** A stream that arrives after its deadline must not stay open. */
  const open = async <S extends Readable>(
    type: abstract new (...args: never[]) => S,
    stream: Promise<unknown>,
    signal: AbortSignal,
  ): Promise<S> => {
    const opened = await stream
    if (!(opened instanceof type)) throw new EngineError('engine', 'engine: the answer is not a stream')
    if (signal.aborted) opened.destroy()
    // What goes wrong is seen by the reader; an error nobody listens to would end the process.
    opened.on('error', () => {})
    return opened
  }

  const ask = <T>(
    verb: string,
    path: string,
    schema: { parse: (answer: unknown) => T },
    signal?: AbortSignal,
  ) => call('ask', verb, async (o) => schema.parse(await askEngine(docker, path, o.abortSignal)), signal)

  // The engine refuses a second measurement while one is under way.
  const diskUsage = shareInFlight(() =>
    call('diskUsage', 'disk usage', async ({ abortSignal }) => {
      const usage = await askEngine(docker, '/system/df', abortSignal, { type: 'volume' })
      return schemas.diskUsage.parse(usage).Volumes
    }),
  )

  return {
    info: (signal?: AbortSignal) => ask('info', '/info', schemas.engineInfo, signal),
    inspectImage: (image: string, signal?: AbortSignal) =>
      ask('inspect image', `/images/${encodeURIComponent(image)}/json`, schemas.imageInfo, signal),
    /** Answers the id. */
    createContainer: (options: ContainerCreateOptions, signal?: AbortSignal) =>
      call(
        'create',
        'create',
        async (o) => schemas.createdContainer.parse(await docker.createContainer({ ...options, ...o })).id,
        signal,
      ),
    /** stdin, and stdout and stderr as one framed stream; the caller destroys it. */
    attach: (id: string, signal?: AbortSignal) =>
      call(
        'stream',
        'attach',
        ({ abortSignal }) => {
          const options = { stream: true, hijack: true, stdin: true, stdout: true, stderr: true }
          return open(Duplex, container(id).attach(options), abortSignal)
        },
        signal,
      ),
    /** What a container wrote, and writes until it ends, framed; slower than attach. The caller destroys it. */
    followLogs: (id: string, from: 'start' | 'now', signal?: AbortSignal) =>
      call(
        'stream',
        'logs',
        ({ abortSignal }) => {
          const tail = from === 'now' ? { tail: 0 } : {}
          const logs = container(id).logs({ follow: true, stdout: true, stderr: true, ...tail })
          return open(Readable, logs, abortSignal)
        },
        signal,
      ),
    start: (id: string, signal?: AbortSignal) =>
      call('start', 'start', (o) => container(id).start(o), signal).then(() => undefined),
    /** A container that is not running is fine. */
    kill: (id: string, name: 'SIGTERM' | 'SIGKILL', signal?: AbortSignal) =>
      unless(
        ['not-found', 'conflict'],
        call('kill', 'kill', (o) => container(id).kill({ ...o, signal: name }), signal),
      ),
    /** Also of one that runs; a name that is taken is a conflict. */
    rename: (id: string, name: string, signal?: AbortSignal) =>
      call('ask', 'rename', (o) => container(id).rename({ ...o, name }), signal).then(() => undefined),
    /** Its weight against others where processors are short; 1024 is usual. */
    setCpuShares: (id: string, shares: number, signal?: AbortSignal) =>
      call('ask', 'update', (o) => container(id).update({ ...o, CpuShares: shares }), signal).then(
        () => undefined,
      ),
    inspect: (id: string, signal?: AbortSignal) =>
      call(
        'ask',
        'inspect',
        async (o) => schemas.containerState.parse(await container(id).inspect(o)),
        signal,
      ),
    /** Kills it if need be. Gone already, or being removed by another call, is fine. */
    removeContainer: (id: string, signal?: AbortSignal) =>
      unless(
        ['not-found', 'conflict'],
        call('remove', 'remove', (o) => container(id).remove({ ...o, force: true, v: true }), signal),
      ),
    createVolume: (name: string, labels: Record<string, string>, signal?: AbortSignal) =>
      call(
        'ask',
        'create volume',
        (o) => docker.createVolume({ ...o, Name: name, Labels: labels }),
        signal,
      ).then(() => undefined),
    removeVolume: (name: string, signal?: AbortSignal) =>
      unless(
        ['not-found'],
        call('remove', 'remove volume', (o) => docker.getVolume(name).remove({ ...o, force: true }), signal),
      ),
    /** Containers in any state that carry every label, given as `name=value`. */
    listContainers: (label: string[], signal?: AbortSignal) =>
      call(
        'ask',
        'list',
        async (o) =>
          schemas.containerList.parse(await docker.listContainers({ ...o, all: true, filters: { label } })),
        signal,
      ),
    /** Those in any state whose name begins so. */
    listContainersNamed: (prefix: string, signal?: AbortSignal) =>
      call(
        'ask',
        'list',
        async (o) => {
          const filters = { name: [`^/?${prefix}`] }
          return schemas.containerList.parse(await docker.listContainers({ ...o, all: true, filters }))
        },
        signal,
      ),
    listVolumes: (label: string[], signal?: AbortSignal) =>
      call(
        'ask',
        'list volumes',
        async (o) => schemas.volumeList.parse(await docker.listVolumes({ ...o, filters: { label } })).Volumes,
        signal,
      ),
    /** A tar stream of a file or folder of a container that has exited. */
    getArchive: async (id: string, path: string, signal?: AbortSignal) => {
      const raw = ({ abortSignal }: { abortSignal: AbortSignal }) =>
        open(Readable, container(id).getArchive({ path, abortSignal }), abortSignal)
      const stream = await call('stream', 'archive', raw, signal)
      return guardStream(stream, { ms: limits.stream, verb: 'archive', signal })
    },
    /** Starts a program beside the job, as its user: the id by which it is asked for, and what reads what it writes, framed. */
    exec: async (id: string, command: string[], signal?: AbortSignal) => {
      const started = await call(
        'stream',
        'exec',
        async ({ abortSignal }) => {
          const exec = await container(id).exec({ Cmd: command, AttachStdout: true, abortSignal })
          return { id: exec.id, stream: await open(Readable, exec.start({ abortSignal }), abortSignal) }
        },
        signal,
      )
      const read = (until: AbortSignal) =>
        guardStream(started.stream, { ms: limits.stream, verb: 'exec', signal: until })
      return { id: started.id, read }
    },
    /** Of a program that `exec` started; null when it runs still, or was never started. */
    exitCodeOf: async (execId: string, signal?: AbortSignal) =>
      (await ask('inspect exec', `/exec/${execId}/json`, schemas.execState, signal)).ExitCode,
    /** Bytes in a volume, null when unknown. Slow: the engine walks the files. */
    volumeBytes: async (name: string) =>
      (await diskUsage()).find((volume) => volume.Name === name)?.UsageData?.Size ?? null,
    /** Bytes of memory in use, or the highest so far where the kernel counts it; null when not running. */
    memoryBytes: (id: string, signal?: AbortSignal) =>
      call(
        'ask',
        'stats',
        async (o) => {
          const stats = await container(id).stats({ ...o, stream: false, 'one-shot': true })
          const { usage, max_usage } = schemas.memoryStats.parse(stats).memory_stats
          return max_usage ?? usage ?? null
        },
        signal,
      ),
  }
}
export type Engine = ReturnType<typeof createEngine>
