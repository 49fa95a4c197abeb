import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { SetupError } from '../errors.ts'
import { importLegacy, type LegacyReport } from '../usecases/import-legacy/import-legacy.ts'
import { type Command, UsageError } from './command.ts'
import { useWholeDatabase } from './use-database.ts'

const usage = `usage: tinymlaas import-legacy DIR [--database FILE] [--source NAME] [--json]

Takes over what the predecessor, the Python backend of TinyMLaaS, has in the folder that it ran in: bridges, devices,
datasets with their pictures, trained and compiled models. Nothing in DIR is changed. Rows keep their ids where those are
free. Call it again after a break, or when more was added: what is here already stays as it is.

  --database FILE  its SQLite database; the only *.db, *.sqlite or *.sqlite3 in DIR unless given
  --source NAME    tells several predecessors apart; "legacy" unless given
  --json           print the report as JSON

A model that was taken over can be downloaded; to compile it or train it further, train it again on its dataset, since its
network was saved for another version of Keras. Compiled models install as before.

Exit code: 0 when all was taken over, 3 when something was left out, which is said.`

const findDatabase = async (folder: string): Promise<string> => {
  const found = (await readdir(folder)).filter((name) => /\.(db|sqlite3?)$/i.test(name))
  const [only] = found
  if (found.length === 1 && only !== undefined) return join(folder, only)
  throw new SetupError(
    found.length === 0
      ? `${folder} has no *.db, *.sqlite or *.sqlite3: name the predecessor's database with --database.`
      : `${folder} has several databases (${found.join(', ')}): name one with --database.`,
  )
}

const nouns = {
  bridge: 'bridges',
  device: 'devices',
  dataset: 'datasets',
  picture: 'pictures',
  model: 'models',
  compiled_model: 'compiled models',
} as const

const describe = ({ counts, problems }: LegacyReport) => {
  const lines = Object.entries(nouns).map(([kind, noun]) => {
    const { added, present } = counts[kind as keyof typeof nouns]
    return `  ${noun.padEnd(16)} ${String(added).padStart(6)} taken over${present > 0 ? `, ${present} here already` : ''}`
  })
  const told = problems.map((problem) => `  ${problem}`)
  return [...lines, ...(told.length > 0 ? ['', 'Not taken over as it was:', ...told] : [])].join('\n')
}

/** Takes a predecessor's database and folders over. */
export const importLegacyCommand: Command = {
  usage,
  words: ['--database', '--source', '--json'],
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { database: { type: 'string' }, source: { type: 'string' }, json: { type: 'boolean' } },
    })
    const [folder, ...more] = positionals
    if (folder === undefined || more.length > 0) throw new UsageError('Name one folder.')
    const root = await realpath(folder).catch(() => {
      throw new SetupError(`There is no folder ${folder}: name the one that the predecessor ran in.`)
    })
    const source = values.source ?? 'legacy'
    if (source.length < 1 || source.length > 100) throw new UsageError('A source has 1 to 100 characters.')
    const database = values.database ?? (await findDatabase(root))
    const limits = readConfig(env).upload
    const progress = (text: string) => void console.error(text)
    const report = await useWholeDatabase(env, 'make', (db) =>
      importLegacy({ db, limits, source, root, database, progress }),
    )
    console.log(values.json ? JSON.stringify(report, null, 2) : describe(report))
    return report.problems.length > 0 ? 3 : 0
  },
}
