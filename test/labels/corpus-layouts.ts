import type { LabelOptions, Split } from '../../src/labels/upload.ts'

type Plan = {
  layout: string
  folders: { at: string[]; label: string | null; split: Split | null }[]
  answer: LabelOptions
  options?: LabelOptions
  sidecar?: boolean
  /** The outermost folder is an archive of its own. */
  isPerArchive?: boolean
  /** The label is the beginning of the file's name. */
  inNames?: boolean
}
export type Draw = {
  classes: readonly string[]
  sessions: string[]
  splits: readonly (readonly [string, Split])[]
  wrap: string[]
}

const bare = (label: string | null, ...at: string[]) => ({ at, label, split: null })
const level = (n: number): LabelOptions => ({ labelLevel: n, alike: 'keep' })

/** Each layout from the field, as the folders that it has; those that cannot be told must be asked about. */
export const layouts: readonly ((draw: Draw) => Plan)[] = [
  ({ classes }) => ({
    layout: 'archive per class',
    isPerArchive: true,
    folders: classes.map((c) => bare(c, c)),
    answer: { alike: 'keep' },
  }),
  ({ classes, splits }) => ({
    layout: 'archive per split',
    isPerArchive: true,
    folders: splits.flatMap(([name, split]) => classes.map((c) => ({ at: [name, c], label: c, split }))),
    answer: level(1),
  }),
  ({ classes, wrap }) => ({
    layout: 'labels in names',
    inNames: true,
    folders: [['training', 'train'] as const, ['testing', 'test'] as const].flatMap(([name, split]) =>
      classes.map((c) => ({ at: [...wrap, name], label: c, split })),
    ),
    answer: { alike: 'keep', layout: 'file-names' },
  }),
  ({ classes, wrap }) => ({
    layout: 'class',
    folders: classes.map((c) => bare(c, ...wrap, c)),
    answer: level(-1),
  }),
  ({ classes, sessions, wrap }) => ({
    layout: 'class/session',
    folders: classes.flatMap((c) => sessions.map((s) => bare(c, ...wrap, c, s))),
    answer: level(-2),
  }),
  ({ classes, sessions, wrap }) => ({
    layout: 'session/class',
    folders: sessions.flatMap((s) => classes.map((c) => bare(c, ...wrap, s, c))),
    answer: level(-1),
  }),
  ({ classes, wrap }) => ({
    layout: 'class+augmented',
    folders: classes.flatMap((c) => [bare(c, ...wrap, c), bare(c, ...wrap, c, 'augmented')]),
    answer: level(wrap.length + 1),
  }),
  ({ classes, wrap }) => ({
    layout: 'class/images',
    folders: classes.map((c) => bare(c, ...wrap, c, 'images')),
    answer: level(-2),
  }),
  ({ classes, wrap }) => ({
    layout: 'strays',
    folders: [bare(null, ...wrap.slice(0, 1)), ...classes.map((c) => bare(c, ...wrap, c))],
    answer: level(wrap.length + 1),
  }),
  ({ classes, splits, wrap }) => ({
    layout: 'split/class',
    folders: splits.flatMap(([name, split]) =>
      classes.map((c) => ({ at: [...wrap, name, c], label: c, split })),
    ),
    answer: level(-1),
  }),
  ({ classes, splits, wrap }) => ({
    layout: 'split/split/class',
    folders: splits.flatMap(([name, split]) =>
      classes.map((c) => ({ at: [...wrap, name, name, c], label: c, split })),
    ),
    answer: level(-1),
  }),
  ({ classes, splits, wrap }) => ({
    layout: 'class/split',
    folders: classes.flatMap((c) =>
      splits.map(([name, split]) => ({ at: [...wrap, c, name], label: c, split })),
    ),
    answer: level(-2),
  }),
  ({ classes, splits, wrap, sessions }) => ({
    layout: 'split/class/session',
    folders: splits.flatMap(([name, split]) =>
      classes.flatMap((c) => sessions.map((s) => ({ at: [...wrap, name, c, s], label: c, split }))),
    ),
    answer: level(-2),
  }),
  ({ classes, splits, wrap }) => ({
    layout: 'split/class and flat test',
    folders: [
      ...classes.map((c) => ({ at: [...wrap, splits[0]?.[0] ?? '', c], label: c, split: 'train' as const })),
      { at: [...wrap, 'test1'], label: null, split: 'test' as const },
    ],
    answer: level(wrap.length + 2),
  }),
  ({ classes, wrap }) => ({
    layout: 'group/class',
    folders: classes.map((c, at) => bare(c, ...wrap, at % 2 === 0 ? 'group a1' : 'others', c)),
    answer: level(-1),
  }),
  ({ classes, wrap }) => ({
    layout: 'some deeper',
    folders: classes.map((c, at) => (at === 0 ? bare(c, ...wrap, c) : bare(c, ...wrap, c, 'session_1'))),
    answer: level(wrap.length + 1),
  }),
  ({ splits, wrap, classes }) => ({
    layout: 'splits only',
    folders: splits.map(([name, split]) => ({ at: [...wrap, name], label: classes[0] ?? '', split })),
    answer: { label: classes[0], alike: 'keep' },
  }),
  ({ wrap, classes }) => ({
    layout: 'sessions only',
    folders: ['day1', 'day2'].map((s) => bare(classes[0] ?? '', ...wrap, s)),
    answer: { label: classes[0], alike: 'keep' },
  }),
  ({ classes, wrap }) => ({
    layout: 'label given',
    folders: [bare(classes[0] ?? '', ...wrap, 'photos')],
    options: { label: classes[0] },
    answer: { label: classes[0] },
  }),
  ({ splits, wrap }) => ({
    layout: 'sidecar',
    sidecar: true,
    folders: splits.map(([name, split]) => ({ at: [...wrap, name], label: '?', split })),
    answer: { alike: 'keep' },
  }),
  ({ wrap }) => ({
    layout: 'sidecar, one folder',
    sidecar: true,
    folders: [bare('?', ...wrap, 'images')],
    answer: { alike: 'keep' },
  }),
]
