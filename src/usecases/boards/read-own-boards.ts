import { open } from 'node:fs/promises'
import { boardsFile, type OwnBoard } from '../../contract/catalogue.ts'
import { SetupError, toError } from '../../errors.ts'

/** Fifty rows of the longest texts are less. */
const MOST_BYTES = 256 * 1024

const readBounded = async (path: string): Promise<string> => {
  await using file = await open(path)
  const buffer = Buffer.alloc(MOST_BYTES + 1)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
  if (bytesRead > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES} bytes`)
  return buffer.toString('utf8', 0, bytesRead)
}

/** Where in the file: `row 2 (my-board), ram_bytes`. */
const placeOf = ([, row, ...field]: PropertyKey[], content: unknown): string => {
  if (typeof row !== 'number') return ''
  const rows = (content as { boards: { id?: unknown }[] }).boards
  const id = rows[row]?.id
  const name = typeof id === 'string' ? ` (${id.slice(0, 60)})` : ''
  return `row ${row + 1}${name}${field.length > 0 ? `, ${field.join('.')}` : ''}: `
}

/**
 * The operator's boards, from the file that BOARDS_FILE names; an empty one, as a compose file mounts for none, has none.
 * @throws SetupError that names the row and the field at fault.
 */
export const readOwnBoards = async (path: string | undefined): Promise<OwnBoard[]> => {
  if (path === undefined) return []
  const content = await readBounded(path)
    .then((text): unknown => (text.trim() === '' ? { boards: [] } : JSON.parse(text)))
    .catch((cause: unknown) => {
      throw new SetupError(`BOARDS_FILE=${path} cannot be read: ${toError(cause).message}.`, { cause })
    })
  const parsed = boardsFile.safeParse(content)
  if (parsed.success) return parsed.data.boards
  const [issue] = parsed.error.issues
  const told = issue ? `${placeOf(issue.path, content)}${issue.message}` : 'it is no list of boards'
  throw new SetupError(`BOARDS_FILE=${path} makes no sense: ${told}. docs/boards.md says what a row has.`)
}
