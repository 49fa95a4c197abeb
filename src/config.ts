import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { labelList } from './contract/scalars.ts'
import { codeOf, SetupError } from './errors.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const MIB = 1024 * 1024

const seconds = z.coerce.number().positive()
const count = z.coerce.number().int().positive()
const days = z.coerce.number().positive()
/** Whether a text is an origin as browsers write it: scheme, name and port, nothing more. */
const isOrigin = (text: string) => URL.parse(text)?.origin === text
const isPostgresUrl = (text: string) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')
/** Entries of a list in one setting. */
const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/**
 * Every setting, from the environment, with its default and what it means. `.env.example` and the README's
 * table are checked against this schema.
 */
export const settings = z.object({
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8000).describe('Port to listen on.'),
  OPS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('Port for /healthz, /readyz and /metrics alone, where no flood of requests reaches them.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(
      (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
      'it looks like http://collector:4318',
    )
    .optional()
    .describe('OpenTelemetry collector that gets traces by OTLP over HTTP; unset traces nothing.'),
  OPS_HOST: z.string().optional().describe('Address of OPS_PORT; unset is HOST.'),
  METRICS_TOKEN_FILE: z
    .string()
    .optional()
    .describe(
      'File with a token for the monitoring, 16 characters or more: it may read /metrics and nothing else.',
    ),
  ROLE: z.enum(['all', 'api', 'worker']).default('all').describe('Serve requests, execute runs, or both.'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'it looks like postgres://USER:PASSWORD@HOST:5432/NAME')
    .optional()
    .describe(
      'PostgreSQL to use, by TLS with `?sslmode=verify-full&sslrootcert=FILE` at its end; unset starts an embedded one in DATA_DIR.',
    ),
  DATABASE_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('File with the password for DATABASE_URL, which then names none; any characters will do.'),
  DATA_DIR: z.string().default('.data').describe('Folder of the embedded PostgreSQL.'),
  DATABASE_DISK: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A folder on the disk of DATABASE_URL’s data, where there is one here: for the measurement of free bytes.',
    ),
  DEMO_ROWS: z.enum(['0', '1']).default('0').describe('1 loads the old demo rows into an empty database.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least severe level logged.'),
  DOCKER_HOST: z
    .string()
    .default('unix:///var/run/docker.sock')
    .describe('Engine of the Docker API: unix:// or tcp://.'),
  DOCKER_CERT_PATH: z
    .string()
    .optional()
    .describe('Folder of ca.pem, cert.pem and key.pem, for tcp:// under TLS.'),
  DOCKER_RUNTIME: z
    .string()
    .default('auto')
    .describe('Runtime of job containers: auto, sysbox-runc, runsc, runc or any the engine lists.'),
  DOCKER_RUNTIME_POLICY: z
    .enum(['prefer', 'require'])
    .default('prefer')
    .describe('prefer falls back with a warning; require runs nothing without the runtime.'),
  TENSORFLOW_IMAGE: z.string().default('tinymlaas/tensorflow:dev').describe('Image of job containers.'),
  DOCKER_GPUS: z
    .string()
    .regex(/^(all|[1-9]|1[0-6])$/, 'it is all, or a number from 1 to 16')
    .optional()
    .describe('GPUs that each training gets: all, or how many; unset is none.'),
  TENSORFLOW_GPU_IMAGE: z
    .string()
    .default('tinymlaas/tensorflow-gpu:dev')
    .describe('Image of trainings where DOCKER_GPUS is set.'),
  BOARDS_FILE: z
    .string()
    .optional()
    .describe('JSON file of further boards, {"boards":[...]}; docs/boards.md says what a row has.'),
  INSTANCE: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .default('relay')
    .describe('Name of this installation, in the label of its containers.'),
  WORKER_NAME: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .describe('Name in `worker` of the runs that are executed here; unset is the name of the host.'),
  WORKER_LABELS: labelList
    .default([])
    .describe('What this worker has for runs that ask for it, in words with commas between: gpu,site=lab.'),
  WORKER_CONCURRENCY: count.default(1).describe('Runs executed at once by this relay.'),
  WARM_CONTAINERS: z.coerce
    .number()
    .int()
    .min(0)
    .max(16)
    .default(1)
    .describe(
      'Containers that have imported TensorFlow and wait for one run each, where there is memory; 0 is none.',
    ),
  KEPT_MODELS: z.coerce
    .number()
    .int()
    .min(0)
    .max(20)
    .default(1)
    .describe(
      'Models that stay loaded for two minutes after a prediction, each in a container of its own, which WARM_CONTAINERS gives; 0 is none.',
    ),
  RUN_TIMEOUT_SECONDS: seconds.default(2 * HOUR).describe('Wall-clock limit of one run.'),
  RUN_MEMORY_MIB: count.default(4096).describe('Memory limit of one job container, in MiB; swap is off.'),
  RUN_CPUS: z.coerce.number().positive().default(2).describe('CPU limit of one job container.'),
  RUN_DISK_MIB: count.default(4096).describe('Limit of what a job may write, in MiB.'),
  RUN_RETENTION_DAYS: days
    .default(30)
    .describe('Days after which failed, cancelled and predicting runs are forgotten; models keep theirs.'),
  EVENT_RETENTION_DAYS: days
    .optional()
    .describe(
      'Days after which what an ended run said on its way is forgotten; unset keeps it with its run.',
    ),
  ARTIFACT_RETENTION_DAYS: days
    .optional()
    .describe(
      'Days after which files of model versions are forgotten that are neither current nor compiled; unset keeps them.',
    ),
  SHUTDOWN_GRACE_SECONDS: seconds.default(20).describe('Time for requests and runs to end after SIGTERM.'),
  MAX_FILE_MIB: count.default(25).describe('Largest picture taken, in MiB.'),
  MAX_ARCHIVE_MIB: count.default(2048).describe('Largest archive taken, in MiB.'),
  MAX_UPLOAD_FILES: count.default(10_000).describe('Most files in one upload.'),
  MAX_UPLOADS: count
    .default(8)
    .describe('Uploads at once; more wait for three seconds, and are then answered 503.'),
  MAX_DOWNLOADS: count.default(32).describe('Files sent at once; more are answered 503.'),
  MAX_EVENT_STREAMS: count.default(200).describe('Readers of events at once; more are answered 503.'),
  MAX_UNFINISHED_RUNS: count.default(1000).describe('Runs queued or running; more are answered 503.'),
  CLIENT_SHARE: z.coerce
    .number()
    .positive()
    .max(1)
    .default(0.5)
    .describe('Share of these that one token, or one address without tokens, may have; 1 is no limit.'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(0)
    .default(6000)
    .describe('Requests of one address in a minute, those of this machine apart; 0 is no limit.'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Number of proxies in front whose X-Forwarded-For counts.'),
  AUTH: z
    .enum(['auto', 'tokens', 'none'])
    .default('auto')
    .describe('Need API tokens: auto means unless HOST is a loopback address.'),
  FIRST_TOKEN_FILE: z
    .string()
    .optional()
    .describe('File that gets a first token of scope admin, where tokens are needed and none was ever made.'),
  TRUSTED_CLIENTS: z
    .string()
    .default('')
    .describe('Clients that need no token, by address, with scope and name: 10.0.0.0/8=run:frontend,...'),
  AUDIT_LOG: z
    .string()
    .optional()
    .describe(
      'File for one JSON line per change and per refusal: who, from where, what, answer; unset is stdout.',
    ),
  ALLOWED_HOSTS: z
    .string()
    .default('')
    .describe(
      'Names, separated by commas, that the relay is called by, besides localhost and literal addresses.',
    ),
  CORS_ORIGINS: z
    .string()
    .default('')
    .refine((text) => listOf(text).every(isOrigin), 'origins look like https://app.example.org')
    .describe('Origins of web pages, separated by commas, that may call the relay: https://app.example.org.'),
  BRIDGE_ALLOW: z
    .string()
    .default('')
    .describe(
      'Addresses or networks, separated by commas, that bridges may have although they are link-local or the like.',
    ),
  WEBHOOK_ALLOW: z
    .string()
    .default('')
    .describe(
      'Addresses or networks, separated by commas, that webhooks may have although they are private.',
    ),
})

const ALL_GPUS = -1

const readGpus = (text: string | undefined): number | null => {
  if (text === undefined) return null
  return text === 'all' ? ALL_GPUS : Number(text)
}

/** @throws SetupError that says what belongs into the file. */
const readSecret = (setting: string, file: string, what: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    throw new SetupError(`${setting} cannot be read (${codeOf(cause)}): put ${what} into ${file}.`, { cause })
  }
}

const MIN_TOKEN = 16

const readMetricsToken = (file: string | undefined): string | undefined => {
  if (file === undefined) return undefined
  const token = readSecret('METRICS_TOKEN_FILE', file, 'a token for the monitoring')
  if (token.length >= MIN_TOKEN && /^\S+$/.test(token)) return token
  throw new SetupError(
    `METRICS_TOKEN_FILE=${file} holds no token of ${MIN_TOKEN} characters or more without blanks: \`openssl rand -hex 24\` makes one.`,
  )
}

/** The address with the password of a file, which may hold what an address may not. */
const addPassword = (url: string | undefined, file: string | undefined): string | undefined => {
  if (file === undefined) return url
  if (url === undefined) throw new SetupError('DATABASE_PASSWORD_FILE is set without DATABASE_URL: set both.')
  const complete = new URL(url)
  if (complete.password !== '')
    throw new SetupError('DATABASE_URL has a password and DATABASE_PASSWORD_FILE names one: leave one out.')
  const password = readSecret('DATABASE_PASSWORD_FILE', file, 'the password of the database')
  complete.password = encodeURIComponent(password)
  return complete.href
}

/**
 * Parses the environment once, at start.
 * @throws SetupError that lists every setting at fault.
 */
export const readConfig = (env: NodeJS.ProcessEnv) => {
  // An empty value, as compose files leave for an unset variable, means the default.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new SetupError(
      `settings make no sense (${wrong.join('; ')}): \`npm start -- --help\` explains them.`,
    )
  }
  const s = parsed.data
  return Object.freeze({
    listen: { host: s.HOST, port: s.PORT, opsHost: s.OPS_HOST ?? s.HOST, opsPort: s.OPS_PORT },
    traces: s.OTEL_EXPORTER_OTLP_ENDPOINT,
    metricsToken: readMetricsToken(s.METRICS_TOKEN_FILE),
    role: s.ROLE,
    database: {
      url: addPassword(s.DATABASE_URL, s.DATABASE_PASSWORD_FILE),
      dataDir: s.DATA_DIR,
      disk: s.DATABASE_DISK,
    },
    demoRows: s.DEMO_ROWS === '1',
    docker: {
      host: s.DOCKER_HOST,
      certPath: s.DOCKER_CERT_PATH,
      runtime: s.DOCKER_RUNTIME,
      policy: s.DOCKER_RUNTIME_POLICY,
      image: s.TENSORFLOW_IMAGE,
      /** How many GPUs a training gets; -1 is all, null none. */
      gpus: readGpus(s.DOCKER_GPUS),
      gpuImage: s.TENSORFLOW_GPU_IMAGE,
      instance: s.INSTANCE,
    },
    boardsFile: s.BOARDS_FILE,
    worker: {
      labels: s.WORKER_LABELS,
      name: s.WORKER_NAME ?? hostname().slice(0, 60),
      concurrency: s.WORKER_CONCURRENCY,
      warm: s.WARM_CONTAINERS,
      kept: s.KEPT_MODELS,
    },
    run: {
      timeoutSeconds: s.RUN_TIMEOUT_SECONDS,
      memoryBytes: s.RUN_MEMORY_MIB * MIB,
      cpus: s.RUN_CPUS,
      diskBytes: s.RUN_DISK_MIB * MIB,
      retention: {
        runs: s.RUN_RETENTION_DAYS,
        events: s.EVENT_RETENTION_DAYS ?? null,
        artifacts: s.ARTIFACT_RETENTION_DAYS ?? null,
      },
    },
    maxUnfinishedRuns: s.MAX_UNFINISHED_RUNS,
    rateLimitPerMinute: s.RATE_LIMIT_PER_MINUTE,
    trustProxy: s.TRUST_PROXY,
    auth: s.AUTH,
    firstTokenFile: s.FIRST_TOKEN_FILE,
    trustedClients: listOf(s.TRUSTED_CLIENTS),
    auditLog: s.AUDIT_LOG,
    allowedHosts: listOf(s.ALLOWED_HOSTS),
    corsOrigins: listOf(s.CORS_ORIGINS),
    shutdownGraceSeconds: s.SHUTDOWN_GRACE_SECONDS,
    places: { uploads: s.MAX_UPLOADS, downloads: s.MAX_DOWNLOADS, events: s.MAX_EVENT_STREAMS },
    clientShare: s.CLIENT_SHARE,
    upload: {
      maxFileBytes: s.MAX_FILE_MIB * MIB,
      maxArchiveBytes: s.MAX_ARCHIVE_MIB * MIB,
      maxFiles: s.MAX_UPLOAD_FILES,
    },
    bridge: {
      allow: listOf(s.BRIDGE_ALLOW),
    },
    webhooks: {
      allow: listOf(s.WEBHOOK_ALLOW),
    },
  })
}
export type Config = ReturnType<typeof readConfig>
