import { statfs } from 'node:fs/promises'
import { Gauge, type Registry } from 'prom-client'
import { withDeadline } from '../with-deadline.ts'

/** A scrape must not wait for an engine, or for a disk over a network, that does not answer. */
const LATE = { ms: 1000, late: () => new Error('The disk cannot be asked.') }

/** A path on the disk, looked for at a scrape; null where it cannot be seen from this process. */
type Disks = Partial<Record<'engine' | 'database', () => Promise<string | null>>>

/** The disks that something fails on when they are full, as far as this process sees them: of others nothing is told. */
export const createDiskMetrics = (registry: Registry) => {
  const registers = [registry]
  const labelNames = ['disk']
  const size = new Gauge({
    name: 'tinymlaas_disk_bytes',
    help: 'Size of the disk of the engine’s or of PostgreSQL’s data, where this process sees it.',
    labelNames,
    registers,
  })
  const free = new Gauge({
    name: 'tinymlaas_disk_free_bytes',
    help: 'Of that what is free.',
    labelNames,
    registers,
  })
  const watched = { disks: {} as Disks }
  const paths = new Map<string, Promise<string | null>>()
  /** Where it is does not change while this process lives; who could not say is asked again. */
  const pathOf = (disk: string, find: () => Promise<string | null>): Promise<string | null> => {
    const known = paths.get(disk)
    if (known) return known
    const asked = find()
    paths.set(disk, asked)
    asked.catch(() => paths.delete(disk))
    return asked
  }
  const measure = async (disk: string, find: () => Promise<string | null>) => {
    const work = async () => {
      const path = await pathOf(disk, find)
      return path === null ? null : statfs(path)
    }
    return { disk, found: await withDeadline(work, LATE).catch(() => null) }
  }
  return {
    /** Measures these from here on. */
    watch: (disks: Disks) => {
      watched.disks = disks
    },
    refresh: async (): Promise<void> => {
      const measured = await Promise.all(
        Object.entries(watched.disks).map(([disk, find]) => measure(disk, find)),
      )
      for (const gauge of [free, size]) gauge.reset()
      for (const { disk, found } of measured) {
        if (!found) continue
        free.set({ disk }, found.bavail * found.bsize)
        size.set({ disk }, found.blocks * found.bsize)
      }
    },
  }
}
