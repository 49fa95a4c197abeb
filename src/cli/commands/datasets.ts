import { basename, resolve } from 'node:path'
import { type PushQuery, pushFolder } from '../push/push-folder.ts'
import { actOn, type Call, defineCommand } from '../relay/define-command.ts'
import { findDataset, findDatasetOrNull } from '../relay/find-things.ts'
import { toTable } from '../relay/screen.ts'

const LAYOUTS = ['auto', 'folders', 'classes', 'sidecar', 'file-names', 'unlabelled'] as const

/** A folder's name as the name of a dataset. */
const toSlug = (folder: string): string => {
  const plain = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  return /^[a-z]/.test(plain) ? plain : `set-${plain}`.replace(/-$/, '')
}

/** The dataset of this name or id; a name that nothing has becomes a new one. */
const findOrCreate = async (call: Call, wanted: string, folder: string): Promise<number> => {
  const known = await findDatasetOrNull(call, wanted)
  if (known) return known.id
  // An id that is not there is asked for once more, for its words.
  if (/^\d+$/.test(wanted)) return (await findDataset(call, wanted)).id
  const query = { dataset_name: basename(resolve(folder)), dataset_desc: '', slug: wanted }
  const { id } = await call
    .ask((client) => client.POST('/datasets/', { params: { query } }))
    // Another pipeline was first, or the answer was lost on its way.
    .catch(async (error: unknown) => (await findDatasetOrNull(call, wanted)) ?? Promise.reject(error))
  return id
}

const readQuery = ({ given }: Call): PushQuery => {
  const label = given.text('label')
  const layout = given.choice('layout', LAYOUTS)
  const level = given.number('label-level', -16, 16)
  const split = given.choice('split', ['train', 'validation', 'test', 'none'])
  const alike = given.choice('labels-alike', ['keep', 'merge'])
  return {
    others: given.has('prune') ? 'remove' : 'keep',
    ...(label === undefined ? {} : { label }),
    ...(layout ? { layout } : {}),
    ...(level === undefined ? {} : { label_level: level }),
    ...(split ? { split } : {}),
    ...(alike ? { labels_alike: alike } : {}),
  }
}

const push = async (call: Call) => {
  const { given, screen } = call
  const { DIR: folder } = given.words('push', 'DIR')
  const wanted = given.text('to') ?? toSlug(folder)
  const datasetId = await findOrCreate(call, wanted, folder)
  const isDryRun = given.has('dry-run')
  const { report, uploaded } = await pushFolder(call, { folder, datasetId, query: readQuery(call), isDryRun })
  for (const { message, hint } of report.problems) screen.tell(`note: ${message} ${hint}`)
  const bytes = uploaded.reduce((sum, file) => sum + file.bytes, 0)
  const counts = {
    added: report.added,
    same: report.same.count,
    moved: report.moved.count,
    replaced: report.replaced.count,
    relabelled: report.relabelled.count,
    broken: report.broken.count,
    removed: report.removed.count,
  }
  const { classes, sentence } = report.understood
  screen.result(
    {
      dataset_id: datasetId,
      dataset: wanted,
      dry_run: isDryRun,
      uploaded: { files: uploaded.length, bytes },
      ...counts,
      classes,
      problems: report.problems,
    },
    [
      sentence,
      `${isDryRun ? 'Would upload' : 'Uploaded'} ${uploaded.length} files, ${bytes} bytes; ${Object.entries(
        counts,
      )
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}.`,
      `dataset ${datasetId} (${wanted})`,
    ],
  )
}

const list = async ({ ask, screen, given }: Call) => {
  given.words('list')
  const rows = await ask((client) => client.GET('/datasets/'))
  screen.result(
    rows,
    toTable([['id', 'name', 'size'], ...rows.map(({ id, name, size }) => [id, name, size])]),
  )
}

const show = async (call: Call) => {
  const { DATASET } = call.given.words('show', 'DATASET')
  const found = await findDataset(call, DATASET)
  const rows = found.class_counts.map(({ label, train, validation, test, unsplit }) => [
    label,
    train,
    validation,
    test,
    unsplit,
  ])
  call.screen.result(found, [
    `dataset ${found.id}: ${found.name}, ${found.files} files, ${found.problems} with a problem, ${found.unlabelled} without a label`,
    ...toTable([['class', 'train', 'validation', 'test', 'in no part'], ...rows]),
  ])
}

const verbs: Record<string, (call: Call) => Promise<void>> = { push, list, show }

/** Datasets: above all a folder pushed into one. */
export const datasets = defineCommand({
  name: 'datasets',
  synopsis: ['push DIR [--to DATASET] [--split PART] [--prune]', 'list', 'show DATASET'],
  about: `push makes a dataset have what a folder has. Only pictures that the relay lacks are sent, told by their digests; one that
was broken off goes on where it stopped. Folders are classes, and train, validation and test among them are parts; what is
ambiguous is asked. A dataset that is not there is made, by the name of the folder.`,
  verbs: ['push', 'list', 'show'],
  options: {
    to: { value: 'DATASET', about: 'Name or id of the dataset, instead of the name of the folder.' },
    split: { value: 'PART', about: 'Part of every picture: train, validation, test or none.' },
    label: { value: 'LABEL', about: 'Class of every picture.' },
    layout: { value: 'LAYOUT', about: `Where classes come from: ${LAYOUTS.join(', ')}.` },
    'label-level': { value: 'N', about: 'Which folder is the class: 1 is the outermost, -1 the last.' },
    'labels-alike': { value: 'keep|merge', about: 'What becomes of labels that look alike.' },
    prune: { about: 'Remove from the dataset what the folder has not.' },
    'dry-run': { about: 'Only say what would be done.' },
  },
  run: (call) => actOn(call, verbs),
})
