import type { Readable } from 'node:stream'
import { AppError } from '../errors.ts'
import { createShrinker, type Shrinker, ShrinkerFailed } from './create-shrinker.ts'

const MAX_AT_ONCE = 2
const MAX_WAITING = 200
/** A process that had nothing to do for so long is ended. */
const IDLE_MS = 30_000
/** A process may fail for a reason that has gone, such as the picture before. */
const ATTEMPTS = 2

interface Slot {
  isBusy: boolean
  /** Dataset that its process serves: what a hostile picture leaves there meets none of another dataset. */
  dataset?: number
  shrinker?: Shrinker
  idle?: NodeJS.Timeout
}

interface Picture {
  dataset: number
  bytes: number
  open: () => Readable
}

const failed = (cause: unknown) =>
  new AppError('unavailable', 'The process that makes thumbnails failed.', {
    hint: 'Try again soon, or download the file itself.',
    retryAfter: 5,
    cause,
  })

/** Makes thumbnails, two at a time, each in a process that goes on with the next of the same dataset. */
export const createThumbnailer = () => {
  const slots: Slot[] = Array.from({ length: MAX_AT_ONCE }, () => ({ isBusy: false }))
  const waiting: (() => void)[] = []

  const enter = async (dataset: number): Promise<Slot> => {
    for (;;) {
      const free = slots.filter(({ isBusy }) => !isBusy)
      const slot =
        free.find((one) => one.dataset === dataset) ?? free.find(({ shrinker }) => !shrinker) ?? free[0]
      if (slot) {
        slot.isBusy = true
        clearTimeout(slot.idle)
        return slot
      }
      if (waiting.length >= MAX_WAITING)
        throw new AppError('too-busy', 'Too many thumbnails are being made.', {
          hint: 'Try again soon.',
          retryAfter: 2,
        })
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  const stop = (slot: Slot) => {
    slot.shrinker?.stop()
    delete slot.shrinker
  }
  const leave = (slot: Slot) => {
    slot.isBusy = false
    slot.idle = setTimeout(() => stop(slot), IDLE_MS).unref()
    waiting.shift()?.()
  }
  const shrinkerOf = (slot: Slot, dataset: number): Shrinker => {
    if (slot.dataset !== dataset || !slot.shrinker?.isUsable()) stop(slot)
    slot.dataset = dataset
    slot.shrinker ??= createShrinker()
    return slot.shrinker
  }

  /**
   * @throws AppError `too-busy` when too many wait, `unavailable` when the process fails, or the error of the picture's
   *   stream.
   */
  const ask = async <T>(dataset: number, question: (shrinker: Shrinker) => Promise<T>): Promise<T> => {
    const slot = await enter(dataset)
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          return await question(shrinkerOf(slot, dataset))
        } catch (error) {
          if (!(error instanceof ShrinkerFailed)) throw error
          if (attempt === ATTEMPTS) throw failed(error)
        }
      }
    } finally {
      leave(slot)
    }
  }

  return {
    /** A PNG of at most 128 x 128 pixels; null for what cannot be decoded. @throws as `ask` does. */
    make: ({ dataset, bytes, open }: Picture): Promise<Buffer | null> =>
      ask(dataset, (shrinker) => shrinker.shrink(bytes, open())),
    /** Whether a JPEG has all of its pixels, though the mark of its end may be missing. @throws as `ask` does. */
    isWhole: ({ dataset, bytes, open }: Picture): Promise<boolean> =>
      ask(dataset, (shrinker) => shrinker.isWhole(bytes, open())),
    stop(): void {
      for (const slot of slots) {
        clearTimeout(slot.idle)
        stop(slot)
      }
    },
  }
}
export type Thumbnailer = ReturnType<typeof createThumbnailer>
