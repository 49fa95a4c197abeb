import { z } from 'zod'
import type { ArchiveNotice } from '../../archive/archive-notice.ts'
import type { Understanding } from '../../labels/upload.ts'
import type { LeftOut, PlacedPicture } from './collected-upload.ts'

/** Paths that a report names of each kind, unless its client wants more; `count` has them all. */
export const SHOWN_PATHS = 50

const paths = z.object({
  count: z.int(),
  paths: z.array(z.string()).describe('The first of them, as they were sent; see `?report_paths=`.'),
})

const understood = z
  .object({
    layout: z
      .string()
      .describe('What decided: label, folders, sidecar, file-names, unlabelled; undecided asks.'),
    label_level: z
      .int()
      .nullable()
      .describe('The folder that is the class, counted from 1; null where it is not one.'),
    classes: z.array(
      z.object({
        label: z.string(),
        train: z.int(),
        validation: z.int(),
        test: z.int(),
        unsplit: z.int(),
      }),
    ),
    unlabelled: z.int(),
    split_folders: z.array(z.string()),
    sidecars: z.array(z.object({ path: z.string(), format: z.string(), pictures: z.int() })),
    sentence: z.string().describe('All of it in words.'),
  })
  .meta({ id: 'UploadUnderstood', description: 'Where labels and parts were found.' })

const uploadProblem = z
  .object({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    labels: z.array(z.string()).optional(),
    paths: z.array(z.string()).optional(),
    count: z.int().optional(),
    archive: z.string().optional().describe('The archive that it is about.'),
  })
  .meta({ id: 'UploadProblem' })

export const uploadReport = z.object({
  understood,
  files: z
    .int()
    .describe(
      'Files that were sent, of an archive those in it. Each is added, same, replaced or left out, and counted there.',
    ),
  added: z.int().describe('Pictures that are in the dataset now and were not before.'),
  same: paths.describe('Pictures that were there already, under the same name with the same bytes.'),
  renamed: z
    .object({ count: z.int(), files: z.array(z.object({ path: z.string(), dataset_path: z.string() })) })
    .describe('Other pictures of a name that was taken: they stay beside it under a name of their own.'),
  replaced: paths.describe('Pictures that took the place of others, as ?on_conflict=replace asks.'),
  relabelled: paths.describe(
    'Those of the same whose label or part is another now; by their paths in the dataset.',
  ),
  broken: paths.describe('Files kept that take no part in training; the list of files says why.'),
  left_out: z
    .array(z.object({ reason: z.string(), message: z.string(), ...paths.shape }))
    .describe('Files of which nothing was kept, by reason.'),
  problems: z.array(uploadProblem).describe('What else should be known.'),
})
/** Null where none was asked for: so written that generated clients take both. */
export const uploadAnswer = uploadReport
  .nullable()
  .meta({ id: 'UploadReport', description: 'What became of every file of an upload.' })
export type UploadReport = z.infer<typeof uploadReport>

/** What was understood of an upload, and what is to be said about it, as clients read it. */
export const presentUnderstanding = ({ understood: read, problems }: Understanding) => ({
  understood: {
    layout: read.layout,
    label_level: read.labelLevel,
    classes: read.classes,
    unlabelled: read.unlabelled,
    split_folders: read.splitFolders,
    sidecars: read.sidecars,
    sentence: read.sentence,
  },
  problems: problems.map(({ isRefusal: _, ...problem }) => problem),
})

interface Described {
  understanding: Understanding
  placed: PlacedPicture[]
  relabelled: string[]
  leftOut: (LeftOut & { sent: string })[]
  notices: (ArchiveNotice & { archive?: string })[]
}

const openEnds = (placed: PlacedPicture[], shown: number) => {
  const open = placed.filter(({ picture }) => picture.lacksEndMark)
  if (open.length === 0) return []
  return [
    {
      code: 'no-end-mark',
      message: `${open.length} JPEG pictures lack the mark of their end. They are kept, for cameras leave it out; a training leaves out those of which pixels are missing, too.`,
      hint: 'If they come from no camera, look whether they were cut short, and send them again.',
      paths: open.slice(0, shown).map(({ sent }) => sent),
      count: open.length,
    },
  ]
}

/** `shown` is how many paths are named of each kind. */
export const describeUpload = (
  { understanding, placed, relabelled, leftOut, notices }: Described,
  shown: number,
): UploadReport => {
  const list = (sent: string[]) => ({ count: sent.length, paths: sent.slice(0, shown) })
  const { understood, problems } = presentUnderstanding(understanding)
  const of = (outcome: PlacedPicture['outcome']) => placed.filter((picture) => picture.outcome === outcome)
  const sent = (pictures: { sent: string }[]) => list(pictures.map((picture) => picture.sent))
  const renamed = of('renamed')
  return {
    understood,
    files: placed.length + leftOut.length,
    added: of('added').length + renamed.length,
    same: sent(of('same')),
    renamed: {
      count: renamed.length,
      files: renamed.slice(0, shown).map(({ sent, path }) => ({ path: sent, dataset_path: path })),
    },
    replaced: sent(of('replaced')),
    relabelled: list(relabelled),
    broken: sent(placed.filter(({ picture }) => picture.problem !== null)),
    left_out: [...Map.groupBy(leftOut, ({ reason, message }) => `${reason} ${message}`).values()].flatMap(
      (files) => {
        const [first] = files
        return first ? [{ reason: first.reason, message: first.message, ...sent(files) }] : []
      },
    ),
    problems: [...problems, ...notices, ...openEnds(placed, shown)],
  }
}

/** The report in one line of ASCII, for a header that also old clients let through. */
export const summarizeUpload = ({
  understood,
  same,
  renamed,
  replaced,
  relabelled,
  broken,
  left_out,
}: UploadReport): string => {
  const left = left_out.reduce((sum, { count }) => sum + count, 0)
  const counts = [
    [same.count, 'were there already'],
    [renamed.count, 'renamed'],
    [replaced.count, 'replaced'],
    [relabelled.count, 'of another label or part than before'],
    [broken.count, 'broken'],
    [left, 'left out'],
  ] as const
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return `${understood.sentence}${said.length > 0 ? ` ${said.join(', ')}.` : ''}`
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, 1000)
}
