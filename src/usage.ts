import { parseArgs } from 'node:util'
import { settings } from './config.ts'
import { toError } from './errors.ts'

/** Every setting with its default, "" where it has none, and what it means. */
export const describeSettings = () =>
  Object.entries(settings.shape).map(([name, schema]) => {
    const preset = schema.safeParse(undefined)
    const value = preset.success && preset.data !== undefined ? String(preset.data) : ''
    return { name, value, means: schema.description ?? '' }
  })

/** The text of `--help`. */
export const describeUsage = () => {
  const list = describeSettings()
  const width = Math.max(...list.map(({ name }) => name.length))
  const lines = list.map(
    ({ name, value, means }) => `  ${name.padEnd(width)}  ${means}${value ? ` [${value}]` : ''}`,
  )
  return `usage: tinymlaas serve        (npm start is the same)

Starts a relay, which takes no arguments: its settings come from the environment. \`npm run tinymlaas -- --help\` lists
the commands for operators.

${lines.join('\n')}
`
}

/** What to print, and the exit code, instead of starting a relay; null to start one. */
export const readArguments = (args: string[]): { code: number; text: string } | null => {
  if (args.length === 0) return null
  try {
    parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } })
  } catch (thrown) {
    return { code: 2, text: `${toError(thrown).message.split('. ')[0]}\n\n${describeUsage()}` }
  }
  return { code: 0, text: describeUsage() }
}
