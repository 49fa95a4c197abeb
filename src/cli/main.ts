import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import { type Command, UsageError } from './command.ts'

interface Entry {
  /** One line for the list of commands. */
  summary: string
  /** Loaded when it is called: most commands need no database. */
  load: () => Promise<Command>
}

const pipelines: Record<string, Entry> = {
  login: {
    summary: 'remember a relay and its token',
    load: async () => (await import('./commands/login.ts')).login,
  },
  datasets: {
    summary: 'push a folder of pictures; list and show datasets',
    load: async () => (await import('./commands/datasets.ts')).datasets,
  },
  train: {
    summary: 'train a model on a dataset',
    load: async () => (await import('./commands/train.ts')).train,
  },
  compile: {
    summary: 'compile a model for microcontrollers',
    load: async () => (await import('./commands/compile.ts')).compile,
  },
  evaluate: {
    summary: 'show what a model reaches, and fail below a bar',
    load: async () => (await import('./commands/evaluate.ts')).evaluate,
  },
  models: {
    summary: 'list, show, tag and name models',
    load: async () => (await import('./commands/models.ts')).models,
  },
  download: {
    summary: 'take the files of a compiled model away',
    load: async () => (await import('./commands/download.ts')).download,
  },
  predict: {
    summary: 'classify pictures',
    load: async () => (await import('./commands/predict.ts')).predict,
  },
  install: {
    summary: 'put a compiled model on a device',
    load: async () => (await import('./commands/install.ts')).install,
  },
  observe: {
    summary: 'show what a device sees',
    load: async () => (await import('./commands/observe.ts')).observe,
  },
  run: {
    summary: 'wait for, read, cancel and list runs',
    load: async () => (await import('./commands/run.ts')).run,
  },
  completion: {
    summary: 'print the completion of bash, zsh or fish',
    load: async () =>
      (await import('./completion.ts')).createCompletion(async () =>
        Promise.all(
          Object.entries(commands).map(async ([name, { summary, load }]) => ({
            name,
            summary,
            // Else it would wait for itself.
            words: name === 'completion' ? ['bash', 'zsh', 'fish'] : (await load()).words,
          })),
        ),
      ),
  },
}

const operators: Record<string, Entry> = {
  serve: {
    summary: 'start a relay, as npm start does',
    load: async () => (await import('./operate/serve.ts')).serve,
  },
  migrate: {
    summary: 'bring the schema of the database to this version',
    load: async () => (await import('./operate/migrate.ts')).migrate,
  },
  backup: {
    summary: 'write everything into an archive, once or on a schedule',
    load: async () => (await import('./operate/backup.ts')).backup,
  },
  restore: {
    summary: 'fill a database from such an archive, or verify one',
    load: async () => (await import('./operate/restore.ts')).restore,
  },
  token: {
    summary: 'make, list, rotate and revoke API tokens',
    load: async () => (await import('./token.ts')).token,
  },
  doctor: {
    summary: 'check database, engine, image and the isolation of jobs',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  workers: {
    summary: 'list what executes runs, and what each does',
    load: async () => (await import('./workers.ts')).workers,
  },
  drain: {
    summary: 'have a worker claim no more runs',
    load: async () => (await import('./drain.ts')).drain,
  },
  reap: {
    summary: 'remove what ended runs have left on an engine',
    load: async () => (await import('./operate/reap.ts')).reap,
  },
  gc: {
    summary: 'remove stored files that nothing refers to',
    load: async () => (await import('./operate/gc.ts')).gc,
  },
  retention: {
    summary: 'forget what is older than the settings say',
    load: async () => (await import('./operate/retention.ts')).retention,
  },
  'demo-rows': {
    summary: 'load the rows that the predecessor came with',
    load: async () => (await import('./demo-rows.ts')).demoRows,
  },
  'import-legacy': {
    summary: 'take over the database and folders of the predecessor',
    load: async () => (await import('./import-legacy.ts')).importLegacyCommand,
  },
}

const commands: Record<string, Entry> = { ...pipelines, ...operators }

const overview = () => {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const list = (some: Record<string, Entry>) =>
    Object.entries(some)
      .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
      .join('\n')
  return `usage: tinymlaas COMMAND [--help]

For who uses a relay, found at TINYMLAAS_URL with TINYMLAAS_TOKEN, or where \`tinymlaas login\` has been:
${list(pipelines)}

For who runs one; settings come from the environment, as for the relay:
${list(operators)}`
}

const isHelp = (args: string[]) =>
  parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } }, strict: false }).values['help'] ===
  true

const main = async ([name = '', ...args]: string[]): Promise<number> => {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    const asked = isHelp([name])
    ;(asked ? console.log : console.error)(overview())
    return asked ? 0 : 2
  }
  const command = await entry.load()
  if (isHelp(args)) {
    console.log(command.usage)
    return 0
  }
  try {
    return await command.run(args, process.env)
  } catch (thrown) {
    const error = toError(thrown)
    console.error(error.message)
    const isMisuse =
      error instanceof UsageError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    if (isMisuse) console.error(`\n${command.usage}`)
    return isMisuse ? 2 : 1
  }
}

process.exitCode = await main(process.argv.slice(2))
