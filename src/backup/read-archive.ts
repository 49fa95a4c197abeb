import { createHash } from 'node:crypto'
import { SetupError } from '../errors.ts'
import { readMembers, type TarMember } from '../tar/read-members.ts'
import { TarError } from '../tar/tar-error.ts'
import {
  HEADER,
  type Header,
  MANIFEST,
  MAX_JSON_BYTES,
  type Manifest,
  readHeader,
  readManifest,
  tableOf,
} from './archive.ts'

const toWhole = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.length
    if (bytes > MAX_JSON_BYTES) throw new SetupError('This is no backup of a relay.')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What the members were, to be held against the manifest. */
const createLedger = () => {
  const seen: Manifest['members'] = []
  return {
    async *read({ header: { name }, body }: TarMember): AsyncIterable<Uint8Array> {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const part of body) {
        hash.update(part)
        bytes += part.length
        yield part
      }
      seen.push({ name, bytes, sha256: hash.digest('hex') })
    },
    verify({ members }: Manifest): void {
      const wrong = members.find((told, at) => JSON.stringify(told) !== JSON.stringify(seen[at]))
      if (!wrong && members.length === seen.length) return
      throw new SetupError(
        `The backup is damaged: ${wrong?.name ?? 'a member'} is not as its manifest says. Use another backup.`,
      )
    },
  }
}

interface ArchiveReader {
  /** Told first. */
  begin: (header: Header) => Promise<void>
  /** Told once for each table; must read all its rows. */
  table: (name: string, rows: AsyncIterable<Uint8Array>) => Promise<void>
}

/**
 * Reads a backup from its first byte to its last, and answers its manifest, against which all of it was held by then.
 * @throws SetupError for what is no whole backup, and what the reader throws.
 */
export const readArchive = async (
  source: AsyncIterable<Uint8Array>,
  reader: ArchiveReader,
): Promise<Manifest> => {
  const members = readMembers(source)
  const ledger = createLedger()
  const at: { member?: TarMember | undefined } = {}
  const nameHere = () => at.member?.header.name ?? ''
  const advance = async () => {
    const next = await members.next()
    at.member = next.done ? undefined : next.value
  }
  const takeJson = async (name: string, read = ledger.read): Promise<Buffer> => {
    if (!at.member || nameHere() !== name) throw new TarError(name === HEADER ? 'malformed' : 'cut')
    const whole = await toWhole(read(at.member))
    await advance()
    return whole
  }
  async function* rowsOf(table: string): AsyncGenerator<Uint8Array> {
    while (at.member && tableOf(nameHere()) === table) {
      yield* ledger.read(at.member)
      await advance()
    }
  }
  try {
    await advance()
    await reader.begin(readHeader(await takeJson(HEADER)))
    for (let table = tableOf(nameHere()); table !== null; table = tableOf(nameHere()))
      await reader.table(table, rowsOf(table))
    const manifest = readManifest(await takeJson(MANIFEST, ({ body }) => body))
    ledger.verify(manifest)
    return manifest
  } catch (error) {
    if (!(error instanceof TarError)) throw error
    throw new SetupError(
      error.fault === 'cut'
        ? 'The backup was cut off: use another one, or fetch it again.'
        : 'This is no backup of a relay.',
      { cause: error },
    )
  } finally {
    await members.return(undefined)
  }
}
