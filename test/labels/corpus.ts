import { createHash } from 'node:crypto'
import type { LabelOptions, Split } from '../../src/labels/upload.ts'
import { type Draw, layouts } from './corpus-layouts.ts'
import { type Sidecar, sidecarsOf } from './corpus-sidecars.ts'

/** A picture whose label and split the generator knows; its content tells it from all others. */
export type TruePicture = { path: string; label: string | null; split: Split | null; content: string }

export type TrueArchive = {
  name: string
  pictures: TruePicture[]
  sidecars: { path: string; text: string }[]
}

export type TrueUpload = {
  layout: string
  archives: TrueArchive[]
  options: LabelOptions
  /** What a client answers when it is asked; after that all must be right. */
  answer: LabelOptions
}

/** Numbers below `n`, the same for the same seed (mulberry32). */
const createRandom = (seed: number) => {
  let state = seed >>> 0
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }
  return { below, pick }
}

const CLASSES: readonly (readonly string[])[] = [
  ...[
    ['cat', 'dog'],
    ['disc', 'bar', 'stub'],
    ['1', '2', '3', '10', '11'],
    ['train', 'bus', 'car'],
    ['ok', 'not ok'],
  ],
  ...[
    ['Größe', 'Übel'],
    ['café', 'thé'],
    ['猫', '犬'],
    ['空き', '駐車中'],
    ['表', '裏'],
    ['停车', '空位'],
    ['有車', '空車位'],
  ],
  ...[
    ['кошка', 'собака'],
    ['고양이', '개'],
    ['camera', 'phone'],
    ['raw', 'cooked'],
    ['day', 'night'],
    ['part1', 'part2'],
  ],
  ...[
    ['__proto__', 'constructor', 'x'],
    ['a', 'b', 'c'],
    ['site 1', 'site 2'],
    ['test tube', 'flask'],
    ['person', 'none'],
  ],
  ...[
    ['Cat', 'cat', 'dog'],
    ['e\u0301t\u00e9', '\u00e9t\u00e9', 'hiver'],
    ['x  y', 'x y', 'z'],
    ['ca\u200bt', 'cat'],
  ],
  ...[[`${'long'.repeat(28)}a`, `${'long'.repeat(28)}b`, 'short']],
]
const SESSIONS = [
  ['day1', 'day2'],
  ['2024-05-31', '2024-06-01'],
  ['session_1', 'session_2', 'session_3'],
  ['indoor', 'outdoor'],
  ['left', 'right'],
]
const SPLITS: readonly (readonly [string, Split])[][] = [
  [
    ['train', 'train'],
    ['valid', 'validation'],
    ['test', 'test'],
  ],
  [
    ['Training', 'train'],
    ['Testing', 'test'],
  ],
  [
    ['training_set', 'train'],
    ['test_set', 'test'],
  ],
  [
    ['train2017', 'train'],
    ['val2017', 'validation'],
  ],
]
const WRAPPERS = [[], ['dataset'], ['my photos'], ['dataset', 'photos'], ['shapes'], ['export-3']]

/** Names that collide in many ways: within a folder, between folders, in capitals only. */
const NAMES: readonly ((n: number) => string)[] = [
  (n) => `${n}.png`,
  () => 'image.jpg',
  (n) => (n % 2 === 0 ? 'IMG_1.JPG' : 'img_1.jpg'),
  (n) => `IMG_${1000 + n}.jpeg`,
]

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One archive for each outermost folder, which it is called after. */
const splitArchives = (pictures: readonly TruePicture[]): TrueArchive[] => {
  const topOf = ({ path }: TruePicture) => path.slice(0, path.indexOf('/'))
  return [...new Set(pictures.map(topOf))].map((top) => ({
    name: `${top}.zip`,
    pictures: pictures
      .filter((picture) => topOf(picture) === top)
      .map((picture) => ({ ...picture, path: picture.path.slice(top.length + 1) })),
    sidecars: [],
  }))
}

/** One upload from the field, by its number. */
export const createUpload = (seed: number): TrueUpload => {
  const random = createRandom(seed)
  const classes = random.pick(CLASSES)
  const draw: Draw = {
    classes,
    sessions: random.pick(SESSIONS),
    splits: random.pick(SPLITS),
    wrap: random.pick(WRAPPERS),
  }
  const plan = random.pick(layouts)(draw)
  const nameOf = plan.sidecar === true ? (NAMES[0] ?? String) : random.pick(NAMES)
  const perFolder = plan.sidecar === true ? classes.length * 2 : 1 + random.below(4)
  const pictures = plan.folders.flatMap(({ at, label, split }, folder) =>
    Array.from(
      { length: perFolder },
      (_, n): TruePicture => ({
        path: [...at, plan.inNames === true ? `${label}.0000${n}.jpg` : nameOf(n)].join('/'),
        label: plan.sidecar === true ? (classes[(n + folder) % classes.length] ?? null) : label,
        split,
        content: sha(`${seed} ${folder} ${random.below(10) === 0 ? 'copy' : n}`),
      }),
    ),
  )
  const kind: Sidecar = random.pick(['coco', 'info.labels', 'csv', 'one-hot', 'voc'])
  const sidecars = plan.sidecar === true ? sidecarsOf(kind, pictures) : []
  const unique = [
    ...new Map(pictures.map((picture) => [`${picture.path} ${picture.content}`, picture])).values(),
  ]
  const layout = plan.sidecar === true ? `${plan.layout}: ${kind}` : plan.layout
  const name = random.pick(['upload.zip', 'photos.zip', 'my set.zip'])
  const archives = plan.isPerArchive === true ? splitArchives(unique) : [{ name, pictures: unique, sidecars }]
  return { layout, archives, options: plan.options ?? {}, answer: plan.answer }
}
