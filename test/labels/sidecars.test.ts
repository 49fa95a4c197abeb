import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSidecarName } from '../../src/labels/sidecars/sidecar.ts'
import { understandUpload } from '../../src/labels/understand-upload.ts'
import type { LabelOptions } from '../../src/labels/upload.ts'

const understand = (paths: string[], sidecars: Record<string, string>, options: LabelOptions = {}) => {
  const texts = Object.entries(sidecars).map(([path, text]) => ({ path, text }))
  const { files, problems, understood } = understandUpload({
    files: paths.map((path) => ({ path })),
    sidecars: texts,
    options,
  })
  return {
    labels: files.map(({ label }) => label),
    splits: files.map(({ split }) => split),
    codes: problems.map(({ code, isRefusal }) => (isRefusal ? code.toUpperCase() : code)),
    problems,
    sidecars: understood.sidecars,
  }
}
const coco = (names: string[], categories: number[][]) =>
  JSON.stringify({
    categories: [
      { id: 0, name: 'shapes' },
      { id: 1, name: 'disc' },
      { id: 2, name: 'bar' },
    ],
    images: names.map((file_name, id) => ({ id, file_name })),
    annotations: categories.flatMap((ids, image_id) =>
      ids.map((category_id) => ({ image_id, category_id, bbox: [0, 0, 1, 1] })),
    ),
  })
const voc = (name: string, ...labels: string[]) =>
  `<annotation><folder>x</folder><filename>${name}</filename>${labels.map((label) => `<object><name>${label}</name><part><name>nose</name></part></object>`).join('')}</annotation>`

describe('labels from a file beside the pictures', () => {
  it('COCO: one category is a label, several are none, and both are told', () => {
    const found = understand(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'], {
      'instances.json': coco(['a.jpg', 'b.jpg', 'c.jpg'], [[1, 1], [1, 2], []]),
    })
    expect(found.labels).toEqual(['disc', null, null, null])
    expect(found.codes).toEqual(['unlabelled', 'several-labels'])
    expect(found.problems.map(({ count }) => count)).toEqual([2, 1])
    expect(found.sidecars).toEqual([{ path: 'instances.json', format: 'COCO', pictures: 3 }])
  })

  it('COCO: one file for each part, named like it, in a folder of their own', () => {
    const paths = ['images/train2017/1.jpg', 'images/val2017/1.jpg', 'images/val2017/2.jpg']
    const found = understand(paths, {
      'annotations/instances_train2017.json': coco(['1.jpg', '2.jpg'], [[1], [1]]),
      'annotations/instances_val2017.json': coco(['1.jpg'], [[2]]),
    })
    expect(found.labels).toEqual(['disc', 'bar', null])
    expect(found.splits).toEqual(['train', 'validation', 'validation'])
  })

  const yaml =
    'train: ../train/images\nnc: 2\nnames:\n  0: disc # round\n  1: "bar"\nroboflow:\n  names: no\n'
  const box = (number: number) => `${number} 0.5 0.5 0.25 1e-1\n`
  describe('YOLO: boxes and numbers', () => {
    it('of one class in each picture are its class, and it is said that boxes are not used', () => {
      const found = understand(
        ['train/images/a.jpg', 'train/images/b.jpg', 'valid/images/a.jpg', 'valid/images/c.jpg'],
        {
          'data.yaml': yaml,
          'train/labels/a.txt': box(0) + box(0),
          'train/labels/b.txt': box(1),
          'valid/labels/a.txt': '1 0 0 0.5 0 0.5 0.5 0 0.5',
          'valid/labels/c.txt': '',
        },
      )
      expect(found.labels).toEqual(['disc', 'bar', 'bar', null])
      expect(found.splits).toEqual(['train', 'train', 'validation', 'validation'])
      expect(found.codes).toEqual(['boxes-unused', 'unlabelled'])
      expect(found.problems[0]?.message).toContain('boxes')
      expect(found.sidecars).toEqual([{ path: 'train/labels/*.txt', format: 'YOLO', pictures: 4 }])
    })

    it.each([
      ['a list', "names: ['disc', bar]"],
      ['a list over lines', 'names: [\n  "disc", # round\n  "bar",\n]\nnc: 2'],
      ['a map', 'names: {0: disc, 1: bar}'],
      ['items', 'names:\n- disc\n- bar\nval: x'],
    ])('have their names in %s', (_how, text) => {
      const paths = ['set/images/train/a.jpg', 'set/images/val/a.jpg']
      const labels = { 'set/labels/train/a.txt': box(0), 'set/labels/val/a.txt': box(1) }
      const found = understand(paths, { 'set/coco8.yml': text, ...labels })
      expect(found.labels).toEqual(['disc', 'bar'])
    })

    const mixed = { 'data.yaml': yaml, 'labels/a.txt': box(0) + box(1), 'labels/b.txt': box(1) }
    it.each<[string, LabelOptions, string[], (string | null)[]]>([
      ['are asked about', {}, ['BOXES-OF-SEVERAL-CLASSES', 'several-labels'], [null, 'bar']],
      ['are kept without a label', { layout: 'sidecar' }, ['boxes-unused', 'several-labels'], [null, 'bar']],
      ['are of the class of the request', { label: 'x' }, [], ['x', 'x']],
    ])('of several classes in a picture %s: %j', (_what, options, codes, labels) => {
      const found = understand(['images/a.jpg', 'images/b.jpg'], mixed, options)
      expect({ codes: found.codes, labels: found.labels }).toMatchObject({ labels })
      expect(found.codes.filter((code) => code !== 'one-class')).toEqual(codes)
    })

    it.each([
      ['no data.yaml', {}],
      ['one that says no names', { 'data.yaml': 'nc: 2' }],
      ['two that differ', { 'data.yaml': 'names: [disc, bar]', 'b.yaml': 'names: [bar, disc]' }],
      ['names with a comma', { 'data.yaml': 'names: ["disc, round", bar]' }],
      ['one with fewer names', { 'data.yaml': 'names: [disc]' }],
    ])('are refused with %s', (_what, names) => {
      const found = understand(['images/a.jpg'], { ...names, 'labels/a.txt': box(1) })
      expect(found.codes).toContain('BOXES-NAMELESS')
    })

    it('are no other text, and no YAML beside classes', () => {
      const found = understand(['cat/a.jpg', 'dog/b.jpg'], {
        'meta.yaml': 'names: [x, y]',
        'labels/a.txt': 'a cat',
        'labels/b.txt': '',
      })
      expect(found.labels).toEqual(['cat', 'dog'])
      expect(found.codes).toEqual([])
      expect(isSidecarName('cat/readme.txt')).toBe(false)
    })
  })

  it('JSON lines, one object for each picture', () => {
    const lines = [
      { file_name: 'test/a.jpg', label: 'disc', split: 'test', objects: { bbox: [1] } },
      { file_name: 'b.jpg', label: 'bar', caption: 'a bar' },
      { file_name: 'c.jpg', label: 3 },
      { file_name: 'd.jpg', label: null },
    ].map((line) => JSON.stringify(line))
    const found = understand(['test/a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'], {
      'metadata.jsonl': `\ufeff${lines.join('\r\n')}\n\n`,
    })
    expect(found.labels).toEqual(['disc', 'bar', '3', null])
    expect(found.splits[0]).toBe('test')
    expect(found.sidecars).toEqual([{ path: 'metadata.jsonl', format: 'JSON lines', pictures: 4 }])
  })

  it("Edge Impulse's info.labels, with its categories as splits", () => {
    const files = [
      {
        path: 'training/a.1.jpg',
        name: 'a.1',
        category: 'training',
        label: { type: 'label', label: 'disc' },
      },
      { path: 'testing/b.2.jpg', name: 'b.2', category: 'testing', label: { type: 'label', label: 'bar' } },
      { path: 'training/c.jpg', name: 'c', category: 'training', label: { type: 'unlabeled' } },
    ]
    const found = understand(['training/a.1.jpg', 'testing/b.2.jpg', 'training/c.jpg'], {
      'info.labels': JSON.stringify({ version: 1, files }),
    })
    expect(found.labels).toEqual(['disc', 'bar', null])
    expect(found.splits).toEqual(['train', 'test', 'train'])
  })

  it("Edge Impulse's bounding boxes", () => {
    const boundingBoxes = {
      'a.jpg': [{ label: 'disc', x: 1 }, { label: 'disc' }],
      'b.jpg': [{ label: 'bar' }],
    }
    const text = JSON.stringify({ version: 1, type: 'bounding-box-labels', boundingBoxes })
    expect(
      understand(['training/a.jpg', 'training/b.jpg'], { 'training/bounding_boxes.labels': text }).labels,
    ).toEqual(['disc', 'bar'])
  })

  it.each([
    ['filename,label\na.jpg,disc\nb.jpg,bar\n'],
    ['\ufeffImage;Class\r\n"a.jpg";disc\r\nimages/b.jpg;bar'],
    ['id\tspecies\na\tdisc\nb\tbar'],
    ['file_name,width,label\nC:\\data\\a.jpg,3,disc\n/home/x/b.jpg,3,bar'],
    ['filename, disc, bar\na.jpg, 1, 0\nb.jpg, 0, 1'],
    ['a.jpg,disc\nb.jpg,bar'],
    ['filename,width,height,class,xmin\na.jpg,1,1,disc,0\na.jpg,1,1,disc,9\nb.jpg,1,1,bar,0'],
  ])('a table: %j', (text) => {
    expect(understand(['images/a.jpg', 'images/b.jpg'], { 'labels.csv': text }).labels).toEqual([
      'disc',
      'bar',
    ])
  })

  it('a table with splits, and with several labels', () => {
    const text = 'filename,label,split\na.jpg,disc,train\nb.jpg,bar,TEST\nc.jpg,bar,\nc.jpg,disc,'
    const found = understand(['a.jpg', 'b.jpg', 'c.jpg'], { 'x.csv': text })
    expect([found.labels, found.splits]).toEqual([
      ['disc', 'bar', null],
      ['train', 'test', null],
    ])
  })

  it('Pascal VOC, by the names of its files, in a folder of their own or beside the pictures', () => {
    const apart = understand(['V/JPEGImages/1.jpg', 'V/JPEGImages/2.jpg'], {
      'V/Annotations/1.xml': voc('renamed.jpg', 'disc', 'disc'),
      'V/Annotations/2.xml': voc('2.jpg', 'bar'),
    })
    expect([apart.labels, apart.codes]).toEqual([['disc', 'bar'], []])
    expect(apart.sidecars).toEqual([{ path: 'V/Annotations/*.xml', format: 'Pascal VOC', pictures: 2 }])
    const beside = understand(['train/1.jpg', 'valid/1.jpg'], {
      'train/1.xml': voc('1.jpg', 'disc'),
      'valid/1.xml': voc('1.jpg', 'a &amp; b'),
    })
    expect(beside.labels).toEqual(['disc', 'a & b'])
  })

  it('is not used for another picture of the same name', () => {
    const text = 'filename,label\ncat/1.jpg,cat\n2.jpg,dog\n3.jpg,cow'
    const found = understand(
      ['x/1.jpg', 'x/2.jpg', 'y/2.jpg', 'y/3.jpg'],
      { 'labels.csv': text },
      { layout: 'sidecar' },
    )
    expect(found.labels).toEqual([null, null, null, 'cow'])
    expect(
      understand(['train/1.jpg', 'valid/2.jpg'], {
        'train/_annotations.coco.json': coco(['1.jpg', '2.jpg'], [[1], [2]]),
      }).labels,
    ).toEqual(['disc', null])
  })

  it('must agree with folders that say classes too', () => {
    const paths = ['cat/1.jpg', 'dog/2.jpg', 'dog/3.jpg']
    expect(understand(paths, { 'x.csv': 'filename,label\n1.jpg,Cat\n2.jpg,dog' })).toMatchObject({
      labels: ['cat', 'dog', 'dog'],
      codes: [],
    })
    const contrary = { 'x.csv': 'filename,label\n1.jpg,dog\n2.jpg,cat' }
    expect(understand(paths, contrary)).toMatchObject({
      labels: [null, null, null],
      codes: ['SIDECAR-DISAGREES'],
    })
    expect(understand(paths, contrary, { layout: 'sidecar' }).labels).toEqual(['dog', 'cat', null])
    expect(understand(paths, contrary, { layout: 'folders' }).labels).toEqual(['cat', 'dog', 'dog'])
    expect(understand(paths, contrary, { label: 'cow' })).toMatchObject({
      labels: ['cow', 'cow', 'cow'],
      codes: [],
    })
  })

  it('that is about something else is no sidecar', () => {
    const others = {
      'package.json': '{"name":"x"}',
      'x.csv': 'time,value\n1,2',
      'y.xml': '<svg/>',
      'z.json': '[1]',
    }
    expect(understand(['cat/1.jpg', 'dog/1.jpg'], others)).toMatchObject({
      labels: ['cat', 'dog'],
      codes: [],
    })
    expect(understand(['cat/1.jpg'], { 'x.csv': 'filename,label\nother.jpg,dog' }).codes).toEqual([
      'sidecar-unused',
    ])
  })
})

describe('a hostile or broken file with labels', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}">]><annotation><object><name>&b;</name></object></annotation>`
  it.each([
    ['info.labels', '['.repeat(100_000), 'nested'],
    ['info.labels', '{"files": [{"path": 7}]}', 'files.0.path'],
    ['info.labels', 'no json', 'JSON'],
    ['x.jsonl', '{"file_name": "a.jpg", "label": "a"}\n{"file_name": ', 'line'],
    ['x.jsonl', '['.repeat(100_000), 'nested'],
    ['x.json', '{"images": 1, "categories": []}', 'COCO'],
    ['1.xml', bomb, 'document type'],
    ['1.xml', `${'<annotation>'.repeat(40)}`, 'nested'],
    ['1.xml', '<annotation><object>', 'XML'],
    ['1.xml', '<annotation>&nothing;</annotation>', 'XML'],
    ['1.xml', `<annotation>${' '.repeat(1024 * 1024)}</annotation>`, 'too long'],
    ['x.csv', `filename,label\n"${'x'.repeat(70_000)}",y`, 'table'],
    ['x.csv', 'filename,label\n"a', 'table'],
  ])('%s is refused in words: %#', (path, text, words) => {
    const startedAt = performance.now()
    const { problems, labels } = understand(['cat/1.jpg', 'dog/2.jpg'], { [path]: text })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    expect(problems).toMatchObject([
      {
        code: 'sidecar-unreadable',
        isRefusal: path === 'info.labels',
        message: expect.stringContaining(words),
      },
    ])
    expect(labels).toEqual(['cat', 'dog'])
  })

  it('does not matter to a client that says the labels otherwise', () => {
    const broken = { 'info.labels': 'x' }
    expect(understand(['cat/1.jpg', 'dog/2.jpg'], broken).codes).toEqual(['SIDECAR-UNREADABLE'])
    for (const options of [{ label: 'cow' }, { layout: 'folders' as const }, { labelLevel: 1 }]) {
      expect(understand(['cat/1.jpg', 'dog/2.jpg'], broken, options).codes).toEqual([])
    }
  })

  it('never throws, whatever it is', () => {
    const name = fc.constantFrom('info.labels', 'x.json', 'x.csv', 'x.tsv', 'x.jsonl', 'x.xml')
    const start = fc.constantFrom(
      '',
      '{"images":[],"categories":',
      '{"files":[',
      'filename,label\n',
      '<annotation><object><name>',
      '{"boundingBoxes":{"__proto__":[{"label":"x"}]}}',
    )
    fc.assert(
      fc.property(name, start, fc.string({ unit: 'binary', maxLength: 60 }), (path, head, rest) => {
        expect(isSidecarName(path)).toBe(true)
        const { labels } = understand(['cat/1.jpg', 'dog/2.jpg'], { [path]: head + rest })
        expect(labels).toHaveLength(2)
      }),
      { numRuns: 3000 },
    )
  })

  it('of many entries that may mean any of many pictures is read within seconds, and means none', () => {
    const paths = Array.from({ length: 50_000 }, (_, at) => `${at}/1.jpg`)
    const rows = Array.from({ length: 20_000 }, (_, at) => `1.jpg,label ${at}`)
    const startedAt = performance.now()
    const { codes } = understand(paths, { 'x.csv': ['file,label', ...rows, ''].join('\n') })
    expect(codes).toEqual(['sidecar-unused'])
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })

  it('of fifty thousand pictures is read within seconds', () => {
    const paths = Array.from({ length: 50_000 }, (_, at) => `train/${at}.jpg`)
    const rows = paths.map((path, at) => `${path},label ${at % 100}`)
    const startedAt = performance.now()
    expect(understand(paths, { 'x.csv': ['file,label', ...rows].join('\n') }).labels[199]).toBe('label 99')
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })
})
