import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { understandUpload } from '../../src/labels/understand-upload.ts'
import { type LabelOptions, layouts } from '../../src/labels/upload.ts'

const understand = (text: string, options: LabelOptions = {}, archive?: string) => {
  const paths = text.trim().split(/\s+/)
  return understandUpload({ files: paths.map((path) => ({ path, archive })), options })
}
/** Label and split of each file, and the codes of problems; refusals in capitals. */
const brief = (text: string, options: LabelOptions = {}, archive?: string) => {
  const { files, problems } = understand(text, options, archive)
  return [
    files.map(({ label, split }) => [label ?? '-', ...(split === null ? [] : [split])].join(' ')).join(', '),
    ...problems.map(({ code, isRefusal }) => (isRefusal ? code.toUpperCase() : code)),
  ]
}

describe('labels and splits by folders', () => {
  it.each<[string, string[]]>([
    ['a.png', ['-', 'unlabelled']],
    ['Empty/a.png', ['Empty']],
    ['photos/Empty/a.png', ['Empty']],
    ['2012/Empty/a.png', ['Empty', 'one-class']],
    ['disc/day1/a.png', ['disc', 'one-class']],
    ['cat/a.png dog/a.png', ['cat, dog']],
    ['x/y/cat/a.png x/y/dog/a.png', ['cat, dog']],
    [
      'train/cat/1.png train/dog/1.png valid/cat/1.png test/dog/2.png',
      ['cat train, dog train, cat validation, dog test'],
    ],
    ['TRAINING/cat/1.png Validation/dog/1.png', ['cat train, dog validation']],
    ['cat/train/1.jpg dog/train/1.jpg cat/test/2.jpg', ['cat train, dog train, cat test']],
    [
      'training_set/training_set/cat/1.jpg training_set/training_set/dog/1.jpg test_set/test_set/dog/1.jpg',
      ['cat train, dog train, dog test'],
    ],
    ['train/images/cat/1.jpg train/images/dog/1.jpg val/cat/1.jpg', ['cat train, dog train, cat validation']],
    ['train/cat/1.png train/dog/1.png test/1.png', ['cat train, dog train, - test', 'unlabelled']],
    ['train/a.png bus/a.png car/a.png', ['train, bus, car', 'odd-class']],
    [
      'train/train/1.png train/bus/1.png test/train/2.png test/bus/1.png',
      ['train train, bus train, train test, bus test', 'odd-class'],
    ],
    ['train/a.png test/a.png bus/a.png', ['-, -, -', 'LAYOUT-AMBIGUOUS']],
    ['train/a.png', ['- train', 'SPLIT-FOLDERS-ONLY']],
    ['cat/train/a.png cat/test/a.png', ['- train, - test', 'SPLIT-FOLDERS-ONLY']],
    ['images/train/a.png images/val/a.png', ['- train, - validation', 'SPLIT-FOLDERS-ONLY']],
    ['test/cat/1.png test/dog/1.png', ['cat test, dog test', 'one-split']],
    ['disc/a.png disc/augmented/b.png bar/a.png', ['disc, disc, bar']],
    ['disc/a.png disc/augmented/b.png', ['disc, disc', 'one-class']],
    ['disc/images/a.png bar/images/a.png', ['disc, bar']],
    ['original/disc/a.png augmented/disc/b.png original/bar/a.png', ['disc, disc, bar', 'sessions-passed']],
    ['disc/day1/a.png disc/day2/a.png bar/day3/a.png', ['disc, disc, bar']],
    ['day1/disc/a.png day2/disc/a.png day1/bar/a.png', ['disc, disc, bar', 'sessions-passed']],
    ['disc/100CANON/a.png bar/2024-01-31/a.png', ['disc, bar']],
    ['day1/a.png day2/a.png', ['-, -', 'SESSIONS-ONLY']],
    ['original/a.png augmented/a.png', ['-, -', 'SESSIONS-ONLY']],
    ['a/x/1.png a/y/1.png b/x/1.png b/y/1.png', ['-, -, -, -', 'LAYOUT-AMBIGUOUS']],
    ['animals/cat/1.png animals/dog/1.png things/car/1.png', ['-, -, -', 'LAYOUT-AMBIGUOUS']],
    ['bird/1.png bird/eagle/1.png bird/hawk/1.png', ['-, eagle, hawk', 'unlabelled']],
    ['bird/1.png bird/2.png bird/eagle/1.png bird/hawk/1.png', ['-, -, -, -', 'LAYOUT-AMBIGUOUS']],
    ['set/readme.png set/cat/1.png set/cat/2.png set/dog/1.png', ['-, cat, cat, dog', 'unlabelled']],
    [
      'seg_train/sea/1.jpg seg_train/ice/1.jpg seg_test/sea/1.jpg seg_test/ice/1.jpg seg_pred/1.jpg',
      ['sea train, ice train, sea test, ice test, -', 'unlabelled'],
    ],
    ['Cat/1.png cat/2.png dog/1.png', ['Cat, cat, dog', 'LABELS-ALIKE']],
    ['cafe\u0301/1.png caf\u00e9/2.png dog/1.png', ['caf\u00e9, caf\u00e9, dog', 'LABELS-ALIKE']],
    ['ca\u200bt/1.png cat/2.png', ['ca\u200bt, cat', 'LABELS-ALIKE']],
    ['cafe\u0301/1.png dog/2.png', ['caf\u00e9, dog']],
    ['ca\u202et/1.png dog/2.png', ['cat, dog', 'label-cleaned']],
    ['\u202e/1.png dog/2.png', ['-, dog', 'label-unusable', 'unlabelled']],
  ])('%s', (paths, result) => {
    expect(brief(paths)).toEqual(result)
  })

  it.each<[string, LabelOptions, string[]]>([
    ['train/a.png test/a.png bus/a.png', { layout: 'classes' }, ['train, test, bus']],
    ['day1/a.png day2/a.png', { layout: 'classes' }, ['day1, day2']],
    ['a/x/1.png a/y/1.png b/x/1.png', { labelLevel: 1 }, ['a, a, b']],
    ['a/x/1.png a/y/1.png b/x/1.png', { labelLevel: -1 }, ['x, y, x']],
    ['a/x/1.png b/1.png', { labelLevel: 2 }, ['x, -', 'unlabelled']],
    ['train/a/x/1.png test/b/y/1.png', { labelLevel: 2 }, ['a train, b test']],
    ['Cat/1.png cat/2.png cat/3.png', { alike: 'merge' }, ['cat, cat, cat', 'labels-alike']],
    ['Cat/1.png cat/2.png', { alike: 'keep' }, ['Cat, cat', 'labels-alike']],
    ['cat/1.png dog/2.png', { layout: 'unlabelled' }, ['-, -']],
    ['cat/1.png dog/2.png', { split: 'test' }, ['cat test, dog test']],
    ['test/cat/1.png test/dog/2.png', { split: 'none' }, ['cat, dog']],
    [
      'training/disc.01.jpg testing/bar.02.jpg',
      { layout: 'file-names' },
      ['disc train, bar test', 'labels-from-names'],
    ],
    ['cat/1.png', { label: ' \u202e ' }, ['-', 'label-unusable', 'unlabelled']],
  ])('%s as the client says: %j', (paths, options, result) => {
    expect(brief(paths, options)).toEqual(result)
  })

  it('by the beginnings of names only where these recur', () => {
    const names = (label: string) =>
      Array.from({ length: 3 }, (_, at) => `training/${label}.0${at}.jpg`).join(' ')
    const testing = ' testing/disc.09.jpg testing/bar.09.jpg'
    expect(brief(`${names('disc')} ${names('bar')}${testing}`).at(-1)).toBe('labels-from-names')
    expect(brief(`${names('IMG_1_jpg.rf')} ${names('IMG_2_jpg.rf')}${testing}`).at(-1)).toBe(
      'SPLIT-FOLDERS-ONLY',
    )
    expect(brief('train/a.1.jpg train/b.1.jpg test/c.1.jpg').at(-1)).toBe('SPLIT-FOLDERS-ONLY')
  })

  it('an archive counts as the folder around its files', () => {
    const files = [
      { path: '1.png', archive: 'cat.zip' },
      { path: '1.png', archive: 'C:\\x\\dog.tar.gz' },
      { path: 'loose.png' },
    ]
    expect(understandUpload({ files }).files).toMatchObject([
      { label: 'cat', datasetPath: 'cat/1.png' },
      { label: 'dog', datasetPath: 'dog/1.png' },
      { label: null, datasetPath: 'loose.png' },
    ])
    expect(brief('a.png Empty/b.png', {}, 'set.zip')).toEqual(['-, Empty', 'unlabelled'])
    expect(brief('a.png', {}, 'Empty.zip')).toEqual(['Empty'])
  })
})

describe('whatever is sent', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'train',
      'test',
      'valid',
      'cat',
      'Cat',
      'dog',
      'day1',
      'day2',
      'images',
      '..',
      '.',
      '',
      'a\u0308',
      '\ud800',
      '__proto__',
      'x'.repeat(300),
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const path = fc
    .tuple(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', '\\'))
    .map(([parts, separator]) => parts.join(separator))
  const file = fc.record({
    path,
    archive: fc.option(fc.constantFrom('cat.zip', 'train.zip', '.zip'), { nil: undefined }),
  })
  const options = fc.record(
    {
      label: fc.string({ maxLength: 4 }),
      layout: fc.constantFrom(...layouts),
      labelLevel: fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0),
      split: fc.constantFrom('train' as const, 'none' as const),
      alike: fc.constantFrom('keep' as const, 'merge' as const),
    },
    { requiredKeys: [] },
  )

  it('each file is answered with a clean label or a reason, and a harmless path', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), options, (files, asked) => {
        const { files: labelled, understood, problems } = understandUpload({ files, options: asked })
        expect(labelled.map(({ path }) => path)).toEqual(files.map(({ path }) => path))
        const isRefused = problems.some(({ isRefusal }) => isRefusal)
        for (const { label, reason, datasetPath } of labelled) {
          expect(datasetPath).not.toMatch(/\\|\p{Cc}|\p{Cs}|(?:^|\/)\.{0,2}(?:\/|$)/u)
          expect(datasetPath.length).toBeLessThanOrEqual(900)
          if (label === null) expect(reason !== null || isRefused || asked.layout === 'unlabelled').toBe(true)
          else {
            expect(label).not.toMatch(/[/\\\p{Cc}\p{Cs}]|^\.|^\s|\s$|^$/u)
            expect(isRefused || [...label].length <= 100).toBe(true)
          }
        }
        const labels = understood.classes.reduce(
          (sum, { train, validation, test, unsplit }) => sum + train + validation + test + unsplit,
          0,
        )
        expect(labels + understood.unlabelled).toBe(files.length)
      }),
      { numRuns: 5000 },
    )
  })

  it('the order of files changes nothing', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 2, maxLength: 8 }), (files) => {
        const sorted = (list: typeof files) =>
          understandUpload({ files: list })
            .files.map(({ path, label, split }) => `${path} ${label} ${split}`)
            .sort()
        expect(sorted(files.toReversed())).toEqual(sorted(files))
      }),
      { numRuns: 2000 },
    )
  })

  it('problems of many labels are answered in few words', () => {
    const files = Array.from({ length: 20_000 }, (_, at) => ({
      path: `${at % 2 === 0 ? 'Class' : 'class'} ${at >> 1}/1.png`,
    }))
    const { problems } = understandUpload({ files })
    expect(problems).toHaveLength(21)
    expect(problems[0]?.labels).toEqual(['Class 0', 'class 0'])
    expect(problems[20]?.message).toContain('9980 more')
    expect(JSON.stringify(problems).length).toBeLessThan(20_000)
  })

  it.each([
    ['split-named folders', (at: number) => `train ${at}/cat/1.png`],
    ['classes', (at: number) => `class ${at}/1.png`],
    [
      'deep folders',
      (at: number) =>
        `${Array.from({ length: 15 }, (_, k) => `f${(at * 7919 + k * 31) % 97}`).join('/')}/1.png`,
    ],
  ])('fifty thousand %s are understood within seconds', (_, nameOf) => {
    const startedAt = performance.now()
    understandUpload({ files: Array.from({ length: 50_000 }, (_none, at) => ({ path: nameOf(at) })) })
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })

  it('fifty thousand files are understood within seconds', () => {
    const files = Array.from({ length: 50_000 }, (_, at) => ({
      path: `set/train/class ${at % 900}/images/${at}.png`,
      archive: 'x.zip',
    }))
    const startedAt = performance.now()
    expect(understandUpload({ files }).understood.classes).toHaveLength(900)
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })
})
