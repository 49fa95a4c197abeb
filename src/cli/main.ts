#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import { type Command, UsageError } from './command.ts'
import { demoRows } from './demo-rows.ts'
import { doctor } from './doctor.ts'
import { importLegacyCommand } from './import-legacy.ts'
import { token } from './token.ts'

const commands: Record<string, Command> = {
  token,
  doctor,
  'demo-rows': demoRows,
  'import-legacy': importLegacyCommand,
}

const overview = () => {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `usage: tinymlaas COMMAND [--help]\n\n${list.join('\n')}\n\nSettings come from the environment, as for the relay.`
}

const isHelp = (args: string[]) =>
  parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } }, strict: false }).values['help'] ===
  true

const main = async ([name = '', ...args]: string[]): Promise<number> => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const asked = isHelp([name])
    ;(asked ? console.log : console.error)(overview())
    return asked ? 0 : 2
  }
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
