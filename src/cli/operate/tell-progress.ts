import { createScreen } from '../relay/screen.ts'

const MIB = 1024 * 1024

/** A number of bytes for people. */
export const showBytes = (bytes: number): string =>
  bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`

/** Shows how far something is that goes through bytes, of which the number is known about. */
export const tellProgress = (name: string) => {
  const screen = createScreen({ json: false, isTerminal: process.stderr.isTTY === true })
  const shown: { bar?: ReturnType<typeof screen.bar>; total: number } = { total: 0 }
  return {
    update(bytes: number, total: number) {
      if (!shown.bar) {
        shown.total = Math.ceil(total / MIB)
        shown.bar = screen.bar(`${name}, MiB`, shown.total)
      }
      shown.bar.update(Math.min(Math.floor(bytes / MIB), shown.total))
    },
    stop: () => shown.bar?.stop(),
  }
}
