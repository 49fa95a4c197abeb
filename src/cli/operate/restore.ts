import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { restoreBackup } from '../../backup/restore-backup.ts'
import { verifyBackup } from '../../backup/verify-backup.ts'
import { SetupError } from '../../errors.ts'
import { type Command, UsageError } from '../command.ts'
import { showBytes, tellProgress } from './tell-progress.ts'
import { useServer } from './use-server.ts'

const usage = `usage: tinymlaas restore FILE [--replace] [--copy]
       tinymlaas restore FILE --verify

Fills an empty database, that of DATABASE_URL or the embedded one of DATA_DIR, with what \`tinymlaas backup\` has written, all of
it or nothing, and brings its schema to this version. FILE may be - for stdin. Stop all relays of the database first. Runs that
had not ended are queued again by the first worker.

  --replace  drop what is in the database
  --copy     give it an identity of its own, so that it may stand beside its original and share an engine with it
  --verify   restore it into a database beside and read every byte there; the relay's own stays as it is`

/** The bytes of a file, and how far they were read. */
async function* readWatched(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const part of file === '-' ? process.stdin : createReadStream(file)) {
    done += part.length
    onBytes(done)
    yield part
  }
}

const sizeOf = async (file: string): Promise<number | null> => {
  if (file === '-') return null
  const found = await stat(file).catch(() => null)
  if (found?.isFile()) return found.size
  throw new SetupError(`There is no backup ${file}.`)
}

/** Restores backups. */
export const restore: Command = {
  usage,
  words: ['--replace', '--copy', '--verify'],
  run: async (args, env) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        replace: { type: 'boolean', default: false },
        copy: { type: 'boolean', default: false },
        verify: { type: 'boolean', default: false },
      },
    })
    const [file, ...rest] = positionals
    if (file === undefined || rest.length > 0) throw new UsageError('Name one file.')
    const total = await sizeOf(file)
    const progress = tellProgress('restore')
    const source = readWatched(file, (done) => (total === null ? undefined : progress.update(done, total)))
    return useServer(env, true, async ({ url, adminUrl }) => {
      if (values.verify) {
        const found = await verifyBackup({ url, adminUrl, source }).finally(progress.stop)
        console.error(
          `verified: ${found.rows} rows, ${found.blobs} stored files of ${showBytes(found.bytes)}, each as its digest says`,
        )
        return 0
      }
      const { header, rows } = await restoreBackup({
        url,
        source,
        isReplacing: values.replace,
        isCopy: values.copy,
      }).finally(progress.stop)
      console.error(`${rows} rows as of ${header.made_at}, from a relay of version ${header.version}`)
      return 0
    })
  },
}
