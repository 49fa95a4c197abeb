import { parseArgs } from 'node:util'
import { RelayError } from '../../client/relay-error.ts'
import { toError } from '../../errors.ts'
import { type Command, UsageError } from '../command.ts'
import { type Connection, connect, findRelay } from './connect.ts'
import { Ending, exitCodes, toExit } from './exit-codes.ts'
import { createGiven, type Given } from './given.ts'
import { createScreen, type Screen } from './screen.ts'

export interface Option {
  /** What stands for the value in the usage; an option without one is a switch. */
  value?: string
  about: string
  /** Whether it may be given several times. */
  multiple?: boolean
}

export interface Call extends Connection {
  url: string
  screen: Screen
  given: Given
  env: NodeJS.ProcessEnv
}

interface Definition {
  name: string
  /** Ways to call it, without its name. */
  synopsis: string[]
  about: string
  options: Record<string, Option>
  /** Words that it begins with. */
  verbs?: string[]
  run: (call: Call) => Promise<void>
}

const common: Record<string, Option> = {
  url: { value: 'URL', about: 'The relay, instead of TINYMLAAS_URL and the login.' },
  json: { about: 'Print the result as JSON; errors, too.' },
}

const writeUsage = ({ name, synopsis, about, options }: Definition): string => {
  const ways = synopsis.map((way, at) =>
    `${at === 0 ? 'usage:' : '      '} tinymlaas ${name} ${way}`.trimEnd(),
  )
  const rows = Object.entries({ ...options, ...common }).map(([option, { value, about }]) => ({
    left: `--${option}${value ? ` ${value}` : ''}`,
    about,
  }))
  const width = Math.max(...rows.map(({ left }) => left.length))
  const codes = Object.values(exitCodes).map(({ code, means }) => `  ${code}  ${means}`)
  return [
    ...ways,
    '',
    about,
    '',
    ...rows.map(({ left, about }) => `  ${left.padEnd(width)}  ${about}`),
    '',
    'Exit codes:',
    ...codes,
  ].join('\n')
}

/** Shows how a command ended that threw something it knows; answers the exit code. */
const showEnding = (error: unknown, screen: Screen): number => {
  const exit = toExit(error)
  if (exit === null || error instanceof UsageError) throw error
  const { message } = toError(error)
  const { hint, runId, code } =
    error instanceof RelayError
      ? error
      : error instanceof Ending
        ? { ...error, code: error.exit }
        : { hint: null, runId: null, code: exit }
  if (screen.json && !screen.isTold())
    screen.result({ error: { exit, code, detail: message, hint, run_id: runId } }, [])
  screen.tell(message)
  if (hint) screen.tell(hint)
  return exitCodes[exit].code
}

/** Does what the first word says. @throws UsageError for a word that is none of them. */
export const actOn = async (
  call: Call,
  verbs: Record<string, (call: Call) => Promise<void>>,
): Promise<void> => {
  const [verb = ''] = call.given.positionals
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!act) throw new UsageError(`Say what to do: ${Object.keys(verbs).join(', ')}.`)
  await act(call)
}

/** A command that asks a relay, made from a table of its options. */
export const defineCommand = (definition: Definition): Command => {
  const options = { ...definition.options, ...common }
  return {
    usage: writeUsage(definition),
    words: [...(definition.verbs ?? []), ...Object.keys(options).map((option) => `--${option}`)],
    run: async (args, env) => {
      const types = Object.entries(options).map(([option, { value, multiple = false }]) => [
        option,
        { type: value ? ('string' as const) : ('boolean' as const), multiple },
      ])
      const { values, positionals } = parseArgs({
        args,
        options: Object.fromEntries(types),
        allowPositionals: true,
      })
      const given = createGiven(values, positionals)
      const isTerminal = process.stderr.isTTY === true && !env['CI']
      const screen = createScreen({ json: given.has('json'), isTerminal })
      const { url, token } = await findRelay(env, given.text('url'))
      const connection = connect(url, token, (why) => screen.tell(`${why} Trying again.`))
      try {
        await definition.run({ ...connection, url, screen, given, env })
        return exitCodes.success.code
      } catch (error) {
        return showEnding(error, screen)
      }
    },
  }
}
