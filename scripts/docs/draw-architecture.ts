import { innerRows, rows, sourceFiles, targetsOf } from '../../test/structure/layers.ts'

/** Rooms that nearly everything imports: their arrows would hide all others. */
const COMMON = new Set(['contract', 'errors.ts', 'config.ts', 'logger.ts', 'with-deadline.ts'])

interface Drawing {
  rows: string[][]
  /** The room that a path lies in; undefined where it is not in this drawing. */
  roomOf: (path: string) => string | undefined
}

const idOf = (room: string) => room.replaceAll(/\W/g, '_')

/** A mermaid drawing of the rooms, row by row, with an arrow where a file of one imports a file of another. */
const draw = ({ rows, roomOf }: Drawing): string[] => {
  const known = new Set(rows.flat())
  const arrows = new Set<string>()
  for (const file of sourceFiles('src')) {
    const from = roomOf(file.path)
    for (const target of targetsOf(file)) {
      const to = roomOf(target)
      const isShown = from && to && from !== to && known.has(to) && !COMMON.has(to)
      if (isShown) arrows.add(`  ${idOf(from)} --> ${idOf(to)}`)
    }
  }
  const shown = rows.map((row) => row.filter((room) => !COMMON.has(room))).filter((row) => row.length > 0)
  const boxes = shown.map((row, i) =>
    [`  subgraph row${i} [ ]`, ...row.map((room) => `    ${idOf(room)}["${room}"]`), '  end'].join('\n'),
  )
  return ['```mermaid', 'flowchart TB', ...boxes, ...[...arrows].sort(), '```']
}

const first = (path: string) => path.split('/')[0]
const second = (path: string, room: string) => (first(path) === room ? path.split('/')[1] : undefined)

/** The drawings of docs/architecture.md, by the name of their place. */
export const drawArchitecture = (): Record<string, string[]> => ({
  rooms: draw({ rows, roomOf: first }),
  ...Object.fromEntries(
    Object.entries(innerRows).map(([room, inner]) => [
      room,
      draw({ rows: inner, roomOf: (path) => second(path, room) }),
    ]),
  ),
})
