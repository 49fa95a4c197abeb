import type { Split } from '../upload.ts'

const SPLITS: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['trn', 'train'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['val', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
])

/** Words around the name of a split that add nothing: `training_set`, `test-images`, `seg_train`. */
const BESIDE_SPLIT: ReadonlySet<string> = new Set([
  ...[
    'set',
    'data',
    'dataset',
    'split',
    'seg',
    'images',
    'image',
    'imgs',
    'img',
    'pictures',
    'photos',
    'samples',
  ],
])

/** Folders that say how or where pictures are kept, not what they show. */
const CONTAINERS: ReadonlySet<string> = new Set([
  ...[
    'image',
    'images',
    'img',
    'imgs',
    'picture',
    'pictures',
    'pic',
    'pics',
    'photo',
    'photos',
    'jpegimages',
  ],
  ...[
    'jpg',
    'jpeg',
    'png',
    'bmp',
    'webp',
    'gif',
    'raw',
    'original',
    'originals',
    'frames',
    'samples',
    'files',
  ],
  ...[
    'augmented',
    'augmentation',
    'augmentations',
    'aug',
    'augs',
    'cropped',
    'crops',
    'resized',
    'processed',
  ],
  ...['preprocessed', 'data', 'dataset', 'datasets', 'upload', 'uploads', 'export', 'dcim', 'camera'],
])

/** Words that number recordings: `day1`, `session_03`, `take 2`. */
const SESSION =
  /^(?:day|session|sess|take|run|batch|seq|sequence|clip|video|vid|rec|recording|scene|shot|chunk|cam|camera|round|trial|week|month|date|fold|shard|version|burst)s?(?:[ _-]*\d+|[ _-]+[a-z])$/
/** 2024-05-31, 20240531, 2024_05_31-12-30-00. */
const DATE = /^(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?:[-_ t.]?\d{2}){0,3}$/
/** Folders that cameras make: 100CANON, 101_PANA. */
const CAMERA = /^\d{3}[a-z_]{5}$/

/** The split that a folder's name may mean; numbers and words like "set" beside it do not count. */
export const splitOf = (name: string): Split | null => {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}]+/gu) ?? []
  const telling = words.filter((word) => !BESIDE_SPLIT.has(word))
  return telling.length === 1 ? (SPLITS.get(telling[0] ?? '') ?? null) : null
}

/** Whether a folder's name is that of a recording session or of a mere container, hence of no class. */
export const isNeutral = (name: string): boolean => {
  const text = name.normalize('NFC').trim().toLowerCase()
  return CONTAINERS.has(text) || SESSION.test(text) || DATE.test(text) || CAMERA.test(text)
}
