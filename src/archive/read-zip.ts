import { setImmediate } from 'node:timers/promises'
import type { ArchiveEntry } from './archive-entry.ts'
import { ArchiveError, asArchiveError, protectedByPassword } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { extraBytes, type ReadOptions } from './archive-notice.ts'
import { ZipDirectoryReader } from './zip/directory-reader.ts'
import { cutOut, locateZip } from './zip/locate-zip.ts'
import { openZipEntry } from './zip/open-zip-entry.ts'
import { planZip } from './zip/plan-zip.ts'
import type { ZipSource } from './zip/zip-source.ts'

/** Small files are unpacked without waiting for anything: now and then somebody else has a turn. */
const ENTRIES_AT_ONCE = 16

/**
 * Reads the files of a zip, one after the other, under the limits. Every entry of the directory is checked
 * before the first file is given; folders and clutter are left out. Needs random access, because a zip's
 * directory stands at its end.
 *
 * @throws ArchiveError for a fault of the archive, here or from a body; an error of `file` stays what it is.
 */
export async function* readZip(
  file: ZipSource,
  limits: ArchiveLimits,
  options: ReadOptions = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const place = await locateZip(file)
  const source = cutOut(file, place)
  const behind = file.size - place.end
  if (place.start > 0 || behind > 0) options.tell?.(extraBytes(place.start, behind))
  const reader = new ZipDirectoryReader(source)
  const planned = await planZip(reader, source.size, limits, options).catch((error: unknown) => {
    const failure = asArchiveError(error, reader.sourceFailure)
    const isBroken = failure instanceof ArchiveError && failure.code === 'broken'
    throw isBroken && reader.metEncryption ? protectedByPassword({ cause: error }) : failure
  })
  for (const [at, entry] of planned.entries()) {
    if (at % ENTRIES_AT_ONCE === 0) await setImmediate()
    const body = await openZipEntry(source, entry)
    try {
      yield { path: entry.path, spelling: entry.spelling, size: entry.size, body }
    } finally {
      await body.return(undefined)
    }
  }
}
