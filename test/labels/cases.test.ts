import { describe, expect, it } from 'vitest'
import { resolvePaths } from '../../src/labels/resolve-paths.ts'
import { understandUpload } from '../../src/labels/understand-upload.ts'
import type { LabelOptions, SidecarText } from '../../src/labels/upload.ts'

/** File lists of field reports, each of which trained on wrong labels or lost pictures once. */
const numbered = (folder: string, count: number, ending = 'png') =>
  Array.from({ length: count }, (_, at) => `${folder}/${String(at).padStart(3, '0')}.${ending}`)

const understand = (
  paths: readonly string[],
  options: LabelOptions = {},
  archive?: string,
  sidecars: SidecarText[] = [],
) => {
  const result = understandUpload({ files: paths.map((path) => ({ path, archive })), options, sidecars })
  return {
    ...result,
    classes: Object.fromEntries(result.understood.classes.map(({ label, ...counts }) => [label, counts])),
    codes: result.problems.map(({ code }) => code),
    refusals: result.problems.filter(({ isRefusal }) => isRefusal),
  }
}
const counts = (train: number, validation: number, test: number, unsplit = 0) => ({
  train,
  validation,
  test,
  unsplit,
})

describe('split folders with the labels in COCO files (case 01)', () => {
  const splits = [
    ['train', 24],
    ['valid', 8],
    ['test', 8],
  ] as const
  const paths = splits.flatMap(([split, count]) => numbered(split, count, 'rf.00ab.jpg'))
  const sidecars = splits.map(([split, count]) => ({
    path: `${split}/_annotations.coco.json`,
    archive: 'export.coco.zip',
    text: JSON.stringify({
      categories: [
        { id: 1, name: 'disc' },
        { id: 2, name: 'bar' },
      ],
      images: numbered('.', count, 'rf.00ab.jpg').map((name, id) => ({ id, file_name: name.slice(2) })),
      annotations: Array.from({ length: count }, (_, id) => ({ image_id: id, category_id: (id % 2) + 1 })),
    }),
  }))

  it('have the labels of these', () => {
    const { classes, refusals, understood } = understand(paths, {}, 'export.coco.zip', sidecars)
    expect(refusals).toEqual([])
    expect(classes).toEqual({ disc: counts(12, 4, 4), bar: counts(12, 4, 4) })
    expect(understood).toMatchObject({ layout: 'sidecar', splitFolders: ['train', 'valid', 'test'] })
    expect(understood.sidecars.map(({ format, pictures }) => [format, pictures])).toEqual([
      ['COCO', 24],
      ['COCO', 8],
      ['COCO', 8],
    ])
  })

  it('are refused without, with what was understood and how to say it', () => {
    const { classes, refusals, understood } = understand(paths, {}, 'export.zip')
    expect(classes).toEqual({})
    expect(understood.layout).toBe('undecided')
    expect(refusals).toMatchObject([{ code: 'split-folders-only', labels: ['train', 'valid', 'test'] }])
    expect(refusals[0]?.hint).toMatch(/\?layout=classes.*\?label=/)
    expect(Object.keys(understand(paths, { layout: 'classes' }).classes)).toEqual(['test', 'train', 'valid'])
  })
})

it('sessions below the class do not become classes (case 03)', () => {
  const paths = ['disc', 'bar'].flatMap((label) =>
    ['day1', 'day2'].flatMap((day) => numbered(`shapes/${label}/${day}`, 10)),
  )
  const { classes, problems, understood } = understand(paths, {}, 'sessions.zip')
  expect(classes).toEqual({ bar: counts(0, 0, 0, 20), disc: counts(0, 0, 0, 20) })
  expect(problems).toEqual([])
  expect(understood.labelLevel).toBe(2)
  expect(understood.sentence).toBe(
    '40 pictures of 2 classes by folder 2 of their paths: "bar" (20), "disc" (20).',
  )
})

it('photos that are all called image.jpg are all kept (case 04)', () => {
  const { files } = understand(Array(10).fill('image.jpg'), { label: 'disc' })
  const claims = files.map(({ datasetPath }, at) => ({ datasetPath, sha256: at.toString(16).repeat(64) }))
  const places = resolvePaths(claims, new Map(), 'keep')
  expect(new Set(places.map(({ path }) => path)).size).toBe(10)
  expect(places.slice(0, 2)).toEqual([
    { path: 'disc/image.jpg', outcome: 'added' },
    { path: 'disc/image~11111111.jpg', outcome: 'renamed' },
  ])
})

it('long labels that begin alike do not become one (case 14)', () => {
  const base = `Animalia_${'Chordata_'.repeat(22)}`
  const { files, refusals } = understand([`${base}percula/0.png`, `${base}ocellaris/0.png`, 'none/0.png'])
  expect(new Set(files.map(({ label }) => label)).size).toBe(3)
  expect(refusals).toMatchObject([{ code: 'label-too-long', labels: [`${base}percula`, `${base}ocellaris`] }])
  expect(refusals[0]?.message).toContain('percula')
  expect(refusals[0]?.message).toContain('(214)')
})

it.each([
  ['C:\\data\\cat\\1.png', 'cat', 'data/cat/1.png'],
  ['../cat/./1.png', 'cat', 'cat/1.png'],
  ['x"y/1.png', 'x"y', 'x"y/1.png'],
  [
    '\u{1f436}\u200d\u{1f9ba} \u05db\u05dc\u05d1/1.png',
    '\u{1f436}\u200d\u{1f9ba} \u05db\u05dc\u05d1',
    '\u{1f436}\u200d\u{1f9ba} \u05db\u05dc\u05d1/1.png',
  ],
])('names of clients are read (case 15): %s', (path, label, datasetPath) => {
  expect(understand([path]).files).toMatchObject([{ label, datasetPath }])
})

it('numbers are labels like others (case 16), and so is __proto__', () => {
  const labels = ['1', '2', '10', '11', '__proto__', 'constructor']
  const { understood, problems } = understand(labels.flatMap((label) => numbered(label, 3)))
  expect(understood.classes.map(({ label, unsplit }) => [label, unsplit])).toEqual(
    labels.toSorted().map((label) => [label, 3]),
  )
  expect(problems).toEqual([])
})

describe('the label of the request (case 29)', () => {
  const photos = numbered('photos', 8)
  it('decides, and archives of different labels never overwrite each other', () => {
    const sent = ['cat', 'dog'].map((label) => understand(photos, { label }, 'photos.zip'))
    expect(sent.map(({ classes }) => classes)).toEqual([
      { cat: counts(0, 0, 0, 8) },
      { dog: counts(0, 0, 0, 8) },
    ])
    expect(new Set(sent.flatMap(({ files }) => files.map(({ datasetPath }) => datasetPath))).size).toBe(16)
  })

  it('decides for loose names with folders, and keeps splits', () => {
    expect(understand(['photos/IMG_1.png'], { label: 'cat' }).files).toMatchObject([
      { label: 'cat', datasetPath: 'cat/photos/IMG_1.png' },
    ])
    const { classes } = understand([...numbered('x/train', 3), ...numbered('x/test', 2)], { label: 'cat' })
    expect(classes).toEqual({ cat: counts(3, 0, 2) })
  })

  it('is asked about when one like it is known', () => {
    const { refusals, files } = understand(['1.png'], { label: 'Cat ', knownLabels: ['cat', 'dog'] })
    expect(refusals).toMatchObject([{ code: 'labels-alike', labels: ['cat', 'Cat '] }])
    expect(files).toMatchObject([{ label: 'Cat' }])
    expect(understand(['1.png'], { label: 'Cat', knownLabels: ['cat'], alike: 'merge' }).files).toMatchObject(
      [{ label: 'cat' }],
    )
    expect(understand(['1.png'], { label: 'cat', knownLabels: ['cat'] }).problems).toEqual([])
  })

  it("without it a zipped folder of a container's name has the archive's", () => {
    const { files, codes } = understand(photos, {}, 'cat.zip')
    expect(files[0]).toMatchObject({ label: 'cat', datasetPath: 'cat/photos/000.png' })
    expect(codes).toEqual(['one-class'])
  })
})
