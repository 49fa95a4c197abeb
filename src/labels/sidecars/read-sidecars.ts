import { listNames } from '../list-names.ts'
import type { SidecarText, Split, UploadProblem } from '../upload.ts'
import { createPictureMatcher } from './match-pictures.ts'
import { readJson } from './read-json.ts'
import { readJsonLines } from './read-json-lines.ts'
import { readTable } from './read-table.ts'
import { readVoc } from './read-voc.ts'
import { judgeBoxes, readYolo } from './read-yolo.ts'
import { mustBeRead, type SidecarReading, sidecarBytes } from './sidecar.ts'

/** What all sidecars say of one picture. */
export type Said = { labels: string[]; split: Split | null }

export type SidecarsReading = {
  /** One for each picture; null where no sidecar names it. */
  said: (Said | null)[]
  used: { path: string; format: string; pictures: number }[]
  problems: UploadProblem[]
}

const read = ({ path, text }: SidecarText): SidecarReading => {
  if (text === null || text.length > sidecarBytes(path, 0)) return { refusal: 'is too long to be read' }
  if (/\.(?:csv|tsv)$/i.test(path)) return readTable(text)
  if (/\.jsonl$/i.test(path)) return readJsonLines(text)
  if (/\.(?:txt|ya?ml)$/i.test(path)) return null
  return /\.xml$/i.test(path) ? readVoc(text) : readJson(text)
}

const unreadable = (path: string, refusal: string): UploadProblem => ({
  code: 'sidecar-unreadable',
  isRefusal: mustBeRead(path),
  message: `The file ${listNames([path])} ${refusal}, so no labels were read from it.`,
  hint: 'Export it again, or leave it out and say the classes by folders or ?label=.',
  paths: [path],
})

const unused = (paths: string[]): UploadProblem => ({
  code: 'sidecar-unused',
  isRefusal: false,
  message: `${listNames(paths)} names no picture of this upload, so no labels were read from it.`,
  hint: 'Send it together with its pictures, in the folders that it names.',
  paths: paths.slice(0, 10),
  count: paths.length,
})

/** Formats that have one file for each picture, and its ending. */
const perPicture: readonly [format: string, ending: string][] = [
  ['Pascal VOC', 'xml'],
  ['YOLO', 'txt'],
]

/** One line for all files of such a format. */
const summarise = (used: SidecarsReading['used']): SidecarsReading['used'] =>
  perPicture.reduce((all, [format, ending]) => {
    const alike = all.filter((one) => one.format === format)
    const [first] = alike
    if (first === undefined || alike.length === 1) return all
    const path = first.path.replace(/[^/\\]*$/, `*.${ending}`)
    const pictures = alike.reduce((sum, one) => sum + one.pictures, 0)
    return [...all.filter((one) => one.format !== format), { path, format, pictures }]
  }, used)

/** The name of an annotation of one picture, without its ending. */
const ownName = (path: string): string => (path.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:xml|txt)$/i, '')

/**
 * Labels and splits of pictures from all sidecars of an upload. `pictures` are the segments of the pictures' paths,
 * `homes` those of the sidecars'; `isAnswered` where the request wants its labels from sidecars.
 */
export const readSidecars = (
  pictures: readonly (readonly string[])[],
  sidecars: readonly SidecarText[],
  homes: readonly (readonly string[])[],
  isAnswered: boolean,
): SidecarsReading => {
  if (sidecars.length === 0) return { said: pictures.map(() => null), used: [], problems: [] }
  const match = createPictureMatcher(pictures)
  const said = pictures.map((): { labels: Set<string>; split: Split | null } | null => null)
  const used: SidecarsReading['used'] = []
  const problems: UploadProblem[] = []
  const idle: string[] = []
  const yolo = readYolo(sidecars, homes)
  const boxed: { path: string; labels: number }[] = []
  sidecars.forEach((sidecar, index) => {
    const reading = yolo.readings[index] ?? read(sidecar)
    if (reading === null) return
    if ('refusal' in reading) {
      problems.push(unreadable(sidecar.path, reading.refusal))
      return
    }
    const find = match(homes[index] ?? [])
    const found = new Set<number>()
    for (const { name, labels, split } of reading.entries) {
      // Annotations keep the name of a picture that was renamed since; their own name was renamed with it.
      const own = ownName(sidecar.path)
      const at =
        reading.format === 'Pascal VOC'
          ? (find(own) ?? find(name))
          : (find(name) ?? (reading.format === 'YOLO' ? find(own) : undefined))
      if (at === undefined) continue
      if (reading.format === 'YOLO')
        boxed.push({ path: pictures[at]?.join('/') ?? '', labels: labels.length })
      const known = said[at] ?? { labels: new Set(), split: null }
      for (const label of labels) known.labels.add(label)
      said[at] = { labels: known.labels, split: known.split ?? split }
      found.add(at)
    }
    if (found.size === 0) idle.push(sidecar.path)
    else used.push({ path: sidecar.path, format: reading.format, pictures: found.size })
  })
  if (idle.length > 0) problems.push(unused(idle))
  if (boxed.length > 0) problems.push(...yolo.problems)
  if (yolo.problems.length === 0) problems.push(...judgeBoxes(boxed, isAnswered))
  return {
    said: said.map((one) => (one === null ? null : { labels: [...one.labels], split: one.split })),
    used: summarise(used),
    problems,
  }
}
