import { z } from 'zod'

/** Go writes this date for "never". */
const NEVER = '0001-01-01'

const engineTime = z
  .string()
  .transform((text) => (text === '' || text.startsWith(NEVER) ? null : new Date(text)))

const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {})

export const engineInfo = z.object({
  Runtimes: z.record(z.string(), z.unknown()).default({}),
  DefaultRuntime: z.string().default('runc'),
  /** Of this engine’s data: another machine’s differs. */
  ID: z.string().default(''),
  ServerVersion: z.string(),
  /** Folder of its data, on its own machine. */
  DockerRootDir: z.string().default(''),
  /** Memory of its machine; bytes. */
  MemTotal: z.number().default(0),
  /** As `name=seccomp,profile=default`. */
  SecurityOptions: z
    .array(z.string())
    .nullish()
    .transform((given) => given ?? []),
  CgroupVersion: z.string().default('1'),
  LiveRestoreEnabled: z.boolean().default(false),
  /** The engine's clock, which need not agree with ours. */
  SystemTime: engineTime.optional(),
})
export type EngineInfo = z.infer<typeof engineInfo>

export const imageInfo = z.object({
  Id: z.string(),
  Size: z.number(),
  Config: z.object({ Labels: labels }).nullish(),
})

export const createdContainer = z.object({ id: z.string().min(1) })

export const containerState = z
  .object({
    Id: z.string(),
    Name: z.string(),
    Created: engineTime,
    Image: z.string(),
    Config: z.object({ Labels: labels }),
    HostConfig: z.object({ Runtime: z.string().default('') }),
    Mounts: z
      .array(z.object({ Name: z.string().optional(), Destination: z.string() }))
      .nullish()
      .transform((given) => given ?? []),
    State: z.object({
      Status: z.string(),
      Running: z.boolean(),
      OOMKilled: z.boolean(),
      ExitCode: z.number(),
      Error: z.string().default(''),
      StartedAt: engineTime,
      FinishedAt: engineTime,
    }),
  })
  .transform(({ Id, Name, Created, Image, Config, HostConfig, Mounts, State }) => ({
    id: Id,
    name: Name.replace(/^\//, ''),
    createdAt: Created,
    imageId: Image,
    labels: Config.Labels,
    runtime: HostConfig.Runtime,
    /** Name of the volume at /job. */
    volume: Mounts.find(({ Destination }) => Destination === '/job')?.Name ?? null,
    /** `created`, `running`, `exited`, `dead`, ... */
    status: State.Status,
    running: State.Running,
    oomKilled: State.OOMKilled,
    exitCode: State.ExitCode,
    /** What the engine says about a failed start. */
    error: State.Error,
    startedAt: State.StartedAt,
    finishedAt: State.FinishedAt,
  }))
export type ContainerState = z.infer<typeof containerState>

export const containerList = z.array(
  z
    .object({
      Id: z.string(),
      Names: z.array(z.string()),
      State: z.string(),
      Created: z.number(),
      Labels: labels,
    })
    .transform(({ Id, Names, State, Created, Labels }) => ({
      id: Id,
      name: (Names[0] ?? '').replace(/^\//, ''),
      status: State,
      createdAt: new Date(Created * 1000),
      labels: Labels,
    })),
)

export const volumeList = z.object({
  Volumes: z
    .array(
      z
        .object({ Name: z.string(), CreatedAt: engineTime.optional(), Labels: labels })
        .transform(({ Name, CreatedAt, Labels }) => ({
          name: Name,
          createdAt: CreatedAt ?? null,
          labels: Labels,
        })),
    )
    .nullish()
    .transform((given) => given ?? []),
})

export const diskUsage = z.object({
  Volumes: z
    .array(z.object({ Name: z.string(), UsageData: z.object({ Size: z.number() }).nullish() }))
    .nullish()
    .transform((given) => given ?? []),
})

export const execState = z.object({
  ExitCode: z
    .number()
    .nullish()
    .transform((code) => code ?? null),
})

export const memoryStats = z.object({
  memory_stats: z.object({ usage: z.number().optional(), max_usage: z.number().optional() }),
})
