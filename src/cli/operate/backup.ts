import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { verifyBackup } from '../../backup/verify-backup.ts'
import { writeBackup } from '../../backup/write-backup.ts'
import { SetupError, toError } from '../../errors.ts'
import { type Command, UsageError } from '../command.ts'
import { readSeconds } from '../read-seconds.ts'
import { ageOfNewest, nameArchive, removeOldArchives, removeParts, writeWhole } from './archive-folder.ts'
import { showBytes, tellProgress } from './tell-progress.ts'
import { useServer, version } from './use-server.ts'

const usage = `usage: tinymlaas backup FILE [--verify]
       tinymlaas backup FOLDER [--keep 7] [--every 24h] [--verify]
       tinymlaas backup FOLDER --newest 26h

Writes everything that a relay keeps into one archive, as of one moment, while relays go on: every row and every byte, of the
embedded database too. FILE may be - for stdout. What waits in the queue is not in it: a relay queues again what has not ended.
It holds digests of tokens and secrets of webhooks, so keep it where nobody else reads it.

  --verify       restore it into a database beside, read every byte there and hold it against its digest
  --keep N       remove all but the N newest archives of the folder, once there is a new one
  --every TIME   go on making one whenever the newest is older than that
  --newest TIME  make none; exit 1 when the newest is older than that

A folder is what exists as one, or ends in /. \`tinymlaas restore FILE\` reads what this writes.`

/** After a failure under --every, and twice as long after each further one, up to the longest. */
const AGAIN_SECONDS = 5
const LONGEST_SECONDS = 600

const isFolder = async (path: string): Promise<boolean> =>
  path.endsWith('/') ||
  (await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  ))

const writeOne = (env: NodeJS.ProcessEnv, file: string, isVerifying: boolean): Promise<void> =>
  useServer(env, false, async ({ url, adminUrl }) => {
    const progress = tellProgress('backup')
    const bytes = writeBackup({ url, version, onProgress: progress.update })
    if (file === '-') await pipeline(Readable.from(bytes), process.stdout, { end: false })
    else await writeWhole(file, bytes)
    progress.stop()
    if (file === '-') return
    console.error(`${file}: ${showBytes((await stat(file)).size)}`)
    if (!isVerifying) return
    const found = await verifyBackup({ url, adminUrl, source: createReadStream(file) })
    console.error(
      `verified: ${found.rows} rows, ${found.blobs} stored files of ${showBytes(found.bytes)}, each as its digest says`,
    )
  })

interface FolderOptions {
  folder: string
  keep: number | undefined
  isVerifying: boolean
}

const writeIntoFolder = async (env: NodeJS.ProcessEnv, { folder, keep, isVerifying }: FolderOptions) => {
  await writeOne(env, join(folder, nameArchive(new Date())), isVerifying)
  await removeParts(folder)
  for (const name of keep === undefined ? [] : await removeOldArchives(folder, keep))
    console.error(`removed ${name}`)
}

/** Until the process is ended. */
const keepWriting = async (env: NodeJS.ProcessEnv, options: FolderOptions, everySeconds: number) => {
  for (let failures = 0; ; ) {
    const age = (await ageOfNewest(options.folder, new Date()).catch(() => null)) ?? everySeconds
    if (age < everySeconds) {
      await sleep(1000 * Math.min(everySeconds - age, LONGEST_SECONDS))
      continue
    }
    try {
      await writeIntoFolder(env, options)
      failures = 0
    } catch (error) {
      console.error(toError(error).message)
      await sleep(1000 * Math.min(AGAIN_SECONDS * 2 ** failures, LONGEST_SECONDS, everySeconds))
      failures += 1
    }
  }
}

const expectRecent = async (folder: string, seconds: number): Promise<number> => {
  const age = await ageOfNewest(folder, new Date()).catch((cause: unknown) => {
    throw new SetupError(`${folder} cannot be read (${toError(cause).message}).`, { cause })
  })
  if (age !== null && age <= seconds) return 0
  console.error(
    age === null ? `${folder} has no backup.` : `The newest backup is ${Math.round(age / 3600)} hours old.`,
  )
  return 1
}

/** Writes backups. */
export const backup: Command = {
  usage,
  words: ['--verify', '--keep', '--every', '--newest'],
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        verify: { type: 'boolean', default: false },
        keep: { type: 'string' },
        every: { type: 'string' },
        newest: { type: 'string' },
      },
    })
    const [target, ...rest] = positionals
    if (target === undefined || rest.length > 0) throw new UsageError('Name one file or folder.')
    const keep = values.keep === undefined ? undefined : Number(values.keep)
    if (keep !== undefined && !(Number.isInteger(keep) && keep >= 1 && keep <= 10_000))
      throw new UsageError('Give --keep as a number from 1 to 10000.')
    const every = values.every === undefined ? undefined : readSeconds('every', values.every)
    const options = { folder: target, keep, isVerifying: values.verify }
    if (target !== '-' && (await isFolder(target))) {
      if (values.newest !== undefined) return expectRecent(target, readSeconds('newest', values.newest))
      if (every !== undefined) await keepWriting(env, options, every)
      await writeIntoFolder(env, options)
      return 0
    }
    if (keep !== undefined || every !== undefined || values.newest !== undefined)
      throw new UsageError('--keep, --every and --newest are for a folder: let its name end in /.')
    if (target === '-' && values.verify) throw new UsageError('What goes to stdout cannot be verified.')
    await writeOne(env, target, values.verify)
    return 0
  },
}
