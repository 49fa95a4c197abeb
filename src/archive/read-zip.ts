import type { ArchiveEntry } from './archive-entry.ts'
import { asArchiveError } from './archive-error.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { openZipEntry } from './open-zip-entry.ts'
import { planZip } from './plan-zip.ts'
import { ZipDirectoryReader } from './zip-directory-reader.ts'
import type { ZipSource } from './zip-source.ts'

/**
 * Reads the files of a zip, one after the other, under the limits. Every entry of the directory is checked
 * before the first file is given; folders and clutter are left out. Needs random access, because a zip's
 * directory stands at its end.
 *
 * @throws ArchiveError for a fault of the archive, here or from a body; an error of `source` stays what it is.
 */
export async function* readZip(
  source: ZipSource,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const reader = new ZipDirectoryReader(source)
  const planned = await planZip(reader, source.size, limits).catch((error: unknown) => {
    throw asArchiveError(error, reader.sourceFailure)
  })
  for (const entry of planned) {
    const body = await openZipEntry(source, entry)
    try {
      yield { path: entry.path, size: entry.size, body }
    } finally {
      body.destroy()
    }
  }
}
