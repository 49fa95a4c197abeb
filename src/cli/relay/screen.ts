import cliProgress from 'cli-progress'

/** Lines of a bar where there is no terminal. */
const PLAIN_LINES = 10

export interface Bar {
  update(done: number, note?: string): void
  stop(): void
}

export interface ScreenOptions {
  /** The result as JSON, for programs. */
  json: boolean
  /** Whether a person watches: bars move, where a pipeline's log has lines. */
  isTerminal: boolean
}

/** Where a command says things: its result on stdout, what happens meanwhile on stderr. */
export const createScreen = ({ json, isTerminal }: ScreenOptions) => {
  const tell = (line: string) => console.error(line)
  const moving = (name: string, total: number): Bar => {
    const bar = new cliProgress.SingleBar({
      format: `${name} {bar} {value}/{total}  {note}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 30,
    })
    bar.start(total, 0, { note: '' })
    return { update: (done, note = '') => bar.update(done, { note }), stop: () => bar.stop() }
  }
  const plain = (name: string, total: number): Bar => {
    let told = 0
    return {
      update(done, note = '') {
        const part = Math.floor((PLAIN_LINES * done) / total)
        if (part <= told && note === '') return
        told = part
        tell(`${name} ${done}/${total}${note ? `  ${note}` : ''}`)
      },
      stop: () => undefined,
    }
  }
  let isTold = false
  return {
    json,
    /** Whether the result was shown already. */
    isTold: () => isTold,
    tell,
    /** How far something is that has `total` steps. What has a note is told at every step. */
    bar: (name: string, total: number): Bar => (isTerminal ? moving : plain)(name, Math.max(1, total)),
    /** What the command is for: the data for programs, or lines for people. */
    result(data: unknown, lines: string[]) {
      isTold = true
      if (json) console.log(JSON.stringify(data, null, 2))
      else for (const line of lines) console.log(line)
    },
  }
}
export type Screen = ReturnType<typeof createScreen>

/** A table whose columns stand below each other. */
export const toTable = (rows: (string | number | null | undefined)[][]): string[] => {
  const texts = rows.map((row) => row.map((cell) => String(cell ?? '-')))
  const widths = texts.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  )
  return texts.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
