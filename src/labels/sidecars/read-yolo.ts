import type { SidecarText, UploadProblem } from '../upload.ts'
import { readClassNames } from './read-class-names.ts'
import type { SidecarReading } from './sidecar.ts'

const CLASSES = /(?:^|[/\\])[^/\\]+\.ya?ml$/i
const BOXES = /\.txt$/i
/** The number of a class and a box, or the corners of an outline. */
const BOX = /^\d{1,5}(?:[ \t]+[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?){4,}$/i

/** The numbers of the classes in a file of boxes; null for another text. */
const readBoxes = ({ text }: SidecarText): number[] | null => {
  const lines = (text ?? '?').split(/\r?\n/).flatMap((line) => line.trim() || [])
  if (!lines.every((line) => BOX.test(line))) return null
  return [...new Set(lines.map((line) => Number.parseInt(line, 10)))]
}

/** A picture lies beside its boxes: `images/…/1.jpg` for `labels/…/1.txt`. */
const pictureOf = (home: readonly string[]): string => {
  const at = home.findLastIndex((folder) => folder.toLowerCase() === 'labels')
  const path = home.map((segment, depth) => (depth === at ? 'images' : segment))
  return path.join('/').replace(BOXES, '')
}

/** The names of the classes for the files of a folder: those that the nearest folder around it has. */
const createNames = (sidecars: readonly SidecarText[], homes: readonly (readonly string[])[]) => {
  const byFolder = new Map<string, string[]>()
  sidecars.forEach(({ path, text }, at) => {
    const names = CLASSES.test(path) && text !== null ? readClassNames(text) : null
    if (names === null) return
    const folder = (homes[at] ?? []).slice(0, -1).join('/')
    const known = byFolder.get(folder)
    // Two lists that differ are none: nothing says which one is meant.
    byFolder.set(folder, known === undefined || known.join('\n') === names.join('\n') ? names : [])
  })
  return (home: readonly string[]): readonly string[] => {
    for (let depth = home.length - 1; depth >= 0; depth -= 1) {
      const names = byFolder.get(home.slice(0, depth).join('/'))
      if (names !== undefined) return names
    }
    return []
  }
}

const nameless = (paths: string[]): UploadProblem => ({
  code: 'boxes-nameless',
  isRefusal: true,
  message: `The upload has boxes in the layout of YOLO, for finding objects, with numbers for the classes; no data.yaml, or none alone, says the names of those in ${paths.length} files.`,
  hint: 'Send the data.yaml with its "names:" in the same upload; or put the pictures into one folder per class and send ?layout=folders, or send ?label=.',
  paths: paths.slice(0, 10),
  count: paths.length,
})

/**
 * What files of boxes in the layout of YOLO (`labels/*.txt` and a `data.yaml`) say of pictures. One reading for each
 * sidecar, null for one of another kind; `homes` are the segments of their paths.
 */
export const readYolo = (
  sidecars: readonly SidecarText[],
  homes: readonly (readonly string[])[],
): { readings: SidecarReading[]; problems: UploadProblem[] } => {
  const boxes = sidecars.map((sidecar) => (BOXES.test(sidecar.path) ? readBoxes(sidecar) : null))
  // Empty files alone are no sign of boxes.
  if (!boxes.some((numbers) => numbers !== null && numbers.length > 0)) {
    return { readings: sidecars.map(() => null), problems: [] }
  }
  const namesFor = createNames(sidecars, homes)
  const unnamed: string[] = []
  const readings = sidecars.map(({ path }, at): SidecarReading => {
    const numbers = boxes[at] ?? null
    const home = homes[at] ?? []
    if (numbers === null) return null
    const known = namesFor(home)
    const labels = numbers.flatMap((number) => known[number] ?? [])
    if (labels.length < numbers.length) unnamed.push(path)
    return { format: 'YOLO', entries: [{ name: pictureOf(home), labels: [...new Set(labels)], split: null }] }
  })
  return { readings, problems: unnamed.length === 0 ? [] : [nameless(unnamed)] }
}

/** What is to be said when pictures have boxes; `isAnswered` where the request wants labels from sidecars whatever they are. */
export const judgeBoxes = (
  boxed: readonly { path: string; labels: number }[],
  isAnswered: boolean,
): UploadProblem[] => {
  if (boxed.length === 0) return []
  const mixed = boxed.flatMap(({ path, labels }) => (labels > 1 ? [path] : []))
  const what =
    'The upload has boxes in the layout of YOLO, for finding objects; here whole pictures are told apart'
  if (mixed.length > 0 && !isAnswered) {
    return [
      {
        code: 'boxes-of-several-classes',
        isRefusal: true,
        message: `${what}, and ${mixed.length} of ${boxed.length} pictures have boxes of several classes.`,
        hint: 'Cut the boxes out into one folder per class; or send ?layout=sidecar to keep those pictures without a label, or ?label=.',
        paths: mixed.slice(0, 10),
        count: mixed.length,
      },
    ]
  }
  return [
    {
      code: 'boxes-unused',
      isRefusal: false,
      message: `${what}. The class of a picture is the one that its boxes are of; where they lie is not used.`,
      hint: 'Where the objects are small in their pictures, cut the boxes out into one folder per class.',
      count: boxed.length,
    },
  ]
}
