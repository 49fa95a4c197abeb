import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import iconv from 'iconv-lite'
import { ArchiveError } from '../../src/archive/archive-error.ts'
import { defaultArchiveLimits } from '../../src/archive/archive-limits.ts'
import type { ArchiveNotice } from '../../src/archive/archive-notice.ts'
import { type NameEncoding, nameEncodings } from '../../src/archive/names/name-encodings.ts'
import { readTar } from '../../src/archive/read-tar.ts'
import { readZip } from '../../src/archive/read-zip.ts'
import { resolvePaths } from '../../src/labels/resolve-paths.ts'
import { isSidecarName } from '../../src/labels/sidecars/sidecar.ts'
import { understandUpload } from '../../src/labels/understand-upload.ts'
import type { LabelOptions } from '../../src/labels/upload.ts'
import { inPieces, zipSource } from '../archive/collect-entries.ts'
import { writeTar } from '../archive/write-tar.ts'
import { writeZip, type ZipItem } from '../archive/write-zip.ts'
import type { TrueArchive, TrueUpload } from './corpus.ts'

/** How names are written: by a client of today, of yesterday, or of an odd kind. */
export const packings = [
  'utf8',
  'unflagged',
  'code page',
  'unicode path',
  'backslashes',
  'mixed slashes',
  'tar',
] as const
export type Packing = (typeof packings)[number]

const CODE_PAGES = nameEncodings.filter((name) => name !== 'utf-8' && name !== 'cp850')

const codePageFor = (texts: readonly string[]): NameEncoding | undefined =>
  CODE_PAGES.find((page) => texts.every((text) => iconv.decode(iconv.encode(text, page), page) === text))

const unicodePath = (name: string): ZipItem => {
  const raw = Buffer.from(name.replace(/[^\x20-\x7e]/gu, '_'))
  const body = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)])
  body.writeUInt32LE(crc32(raw), 1)
  const header = Buffer.alloc(4)
  header.writeUInt16LE(0x7075)
  header.writeUInt16LE(body.length, 2)
  return { name: raw, flags: 0, extra: Buffer.concat([header, body]) }
}

const pack = (name: string, packing: Packing, page: string): ZipItem => {
  if (packing === 'unicode path') return unicodePath(name)
  if (packing === 'unflagged') return { name, flags: 0 }
  if (packing === 'code page') return { name: iconv.encode(name, page), flags: 0 }
  if (packing === 'backslashes') return { name: name.replaceAll('/', '\\') }
  return { name: packing === 'mixed slashes' ? name.replace(/\/(?=[^/]*$)/, '\\') : name }
}

const read = (
  archive: TrueArchive,
  packing: Packing,
  { isAnswer, tell }: { isAnswer: boolean; tell: (notice: ArchiveNotice) => void },
) => {
  const items = [
    ...archive.pictures.map(({ path, content }) => ({ path, data: content })),
    ...archive.sidecars.map(({ path, text }) => ({ path, data: text })),
  ]
  const page = codePageFor(items.map(({ path }) => path)) ?? 'utf-8'
  const zip = () => writeZip(items.map(({ path, data }) => ({ ...pack(path, packing, page), data })))
  if (packing !== 'tar')
    return readZip(zipSource(zip()), defaultArchiveLimits, {
      tell,
      names: isAnswer && packing === 'code page' ? page : null,
    })
  return (async function* () {
    yield* readTar(
      inPieces(await writeTar(items.map(({ path, data }) => ({ name: path, data })))),
      null,
      defaultArchiveLimits,
    )
  })()
}

export type Received = {
  notices: string[]
  refusals: string[]
  sentence: string
  /** By content; copies of one picture at one path are one. */
  files: {
    content: string
    label: string | null
    split: string | null
    path: string
    sent: string
    outcome: string
  }[]
  /** Paths named in a report as without a label. */
  reported: number
}

/** Sends an upload through reader, labels and paths, as the relay does. */
export const sendUpload = async (
  upload: TrueUpload,
  packing: Packing,
  answer: LabelOptions | null,
): Promise<Received> => {
  const notices: string[] = []
  const files: { path: string; archive: string; content: string }[] = []
  const sidecars: { path: string; archive: string; text: string }[] = []
  try {
    for (const archive of upload.archives) {
      for await (const { spelling, body } of read(archive, packing, {
        isAnswer: answer !== null,
        tell: ({ code }) => notices.push(code),
      })) {
        const chunks: Buffer[] = []
        for await (const chunk of body) chunks.push(chunk)
        const content = Buffer.concat(chunks).toString()
        if (isSidecarName(spelling)) sidecars.push({ path: spelling, archive: archive.name, text: content })
        else files.push({ path: spelling, archive: archive.name, content })
      }
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { notices, refusals: [error.code], sentence: error.message, files: [], reported: 0 }
  }
  const {
    files: labelled,
    problems,
    understood,
  } = understandUpload({ files, sidecars, options: { ...upload.options, ...answer } })
  const claims = labelled.map(({ datasetPath }, at) => ({
    datasetPath,
    sha256: createHash('sha256')
      .update(files[at]?.content ?? '')
      .digest('hex'),
  }))
  const places = resolvePaths(claims, new Map(), 'keep')
  return {
    notices: [...notices, ...problems.filter(({ isRefusal }) => !isRefusal).map(({ code }) => code)],
    refusals: problems.filter(({ isRefusal }) => isRefusal).map(({ code }) => code),
    sentence: understood.sentence,
    files: labelled.map(({ label, split, path }, at) => ({
      content: files[at]?.content ?? '',
      label,
      split,
      path: places[at]?.path ?? '',
      sent: path,
      outcome: places[at]?.outcome ?? '',
    })),
    reported: problems
      .filter(({ code }) => code === 'unlabelled')
      .reduce((sum, { count }) => sum + (count ?? 0), 0),
  }
}
