import type { Knex } from 'knex'
import { z } from 'zod'
import { ownerName } from '../owners.ts'
import { everything, findRow, type IdPage, readRow, readRows } from '../rows.ts'

/** A dataset as the predecessor's clients unpack it: the order of the keys is part of the contract. */
export const datasetRow = z
  .object({
    path: z.string().min(1),
    name: z.string(),
    description: z.string(),
    size: z.string().describe('Sum of the files’ sizes in MiB, as in "12.3 MB".'),
    id: z.int(),
  })
  .meta({ id: 'Dataset' })
export type DatasetRow = z.infer<typeof datasetRow>

/** SQL of a dataset row; expects `datasets d`. `bytes` is the SQL of the sum of its files' sizes, or null. */
const datasetColumns = (bytes = '(select sum(f.bytes) from dataset_files f where f.dataset_id = d.id)') => `
  'datasets/' || d.id || '/' as path, d.name, d.description,
  round(coalesce(${bytes}, 0) / 1048576.0, 1) || ' MB' as size, d.id`

export const listDatasets = async (db: Knex, page: IdPage = everything): Promise<DatasetRow[]> => {
  // One pass over the files: a sum for each dataset on its own takes twice as long for a thousand of them.
  const { rows } = await db.raw(
    `with page as (select * from datasets where id > :after order by id limit :limit)
     select ${datasetColumns('s.bytes')} from page d
     left join (select dataset_id, sum(bytes) as bytes from dataset_files
                where dataset_id between (select min(id) from page) and (select max(id) from page)
                group by dataset_id) s
       on s.dataset_id = d.id
     order by d.id`,
    { ...page },
  )
  return readRows(datasetRow, rows)
}

export const findDataset = async (db: Knex, id: number): Promise<DatasetRow | null> => {
  const { rows } = await db.raw(`select ${datasetColumns()} from datasets d where d.id = ?`, [id])
  return findRow(datasetRow, rows)
}

/** Returns the new dataset's id. */
export const insertDataset = async (
  db: Knex,
  dataset: { name: string; description: string; owner?: string | null; slug?: string | null },
): Promise<number> => {
  const { rows } = await db.raw(
    'insert into datasets (name, description, owner, slug) values (:name, :description, :owner, :slug) returning id',
    { ...dataset, owner: dataset.owner ?? null, slug: dataset.slug ?? null },
  )
  return readRow(z.object({ id: z.int() }), rows).id
}

export const fileProblem = z
  .object({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    source: z
      .enum(['upload', 'container'])
      .describe('What the relay saw itself, or what a training reported.'),
  })
  .meta({ id: 'FileProblem' })
export type FileProblem = z.infer<typeof fileProblem>

/** Labels that are told apart; training takes fewer. */
export const MAX_LABELS = 2000

const counts = z.object({ train: z.int(), validation: z.int(), test: z.int(), unsplit: z.int() })
/** SQL of such counts. */
const COUNTS = `'train', count(*) filter (where split = 'train'),
  'validation', count(*) filter (where split = 'validation'), 'test', count(*) filter (where split = 'test'),
  'unsplit', count(*) filter (where split is null)`

/** A dataset with what is in it. */
export const datasetDetails = datasetRow
  .extend({
    files: z.int(),
    bytes: z.int(),
    classes: z
      .record(z.string(), z.int())
      .describe(`Usable pictures per label, of the first ${MAX_LABELS} labels.`),
    class_counts: z
      .array(z.object({ label: z.string(), ...counts.shape }))
      .describe(
        'The same by part, in the order that the outputs of a model have; names like numbers keep their place here.',
      ),
    parts: counts.describe('Usable pictures with a label, by the part their owner put them into.'),
    unlabelled: z.int().describe('Pictures without a label: they take no part in training.'),
    problems: z.int().describe('Files that are kept out of training; the list of files says why.'),
    owner: ownerName,
    slug: z.string().nullable().describe('Name that may stand where its id does.'),
  })
  .meta({ id: 'DatasetDetails' })

export const describeDataset = async (db: Knex, id: number) => {
  const { rows } = await db.raw(
    `select ${datasetColumns('s.bytes')}, s.*, d.owner, d.slug,
       coalesce((select jsonb_object_agg(label, n) from (
         select label, count(*) as n from dataset_files
         where dataset_id = d.id and label is not null and problem is null
         group by label order by label collate "C" limit ${MAX_LABELS}) c), '{}') as classes,
       coalesce((select jsonb_agg(jsonb_build_object('label', label) || n order by label collate "C") from (
         select label, jsonb_build_object(${COUNTS}) as n from dataset_files
         where dataset_id = d.id and label is not null and problem is null
         group by label order by label collate "C" limit ${MAX_LABELS}) c), '[]') as class_counts,
       (select jsonb_build_object(${COUNTS})
        from dataset_files where dataset_id = d.id and label is not null and problem is null) as parts
     from datasets d cross join lateral (
       select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes,
              count(*) filter (where label is null) as unlabelled,
              count(*) filter (where problem is not null) as problems
       from dataset_files where dataset_id = d.id) s
     where d.id = ?`,
    [id],
  )
  return findRow(datasetDetails, rows)
}

const labelCount = z.object({ label: z.string().nullable(), usable: z.int(), problems: z.int() })
export type LabelCount = z.infer<typeof labelCount>

/** Pictures per label, sorted by label as training numbers its classes; the unlabelled come last. */
export const countLabels = async (db: Knex, datasetId: number): Promise<LabelCount[]> => {
  const { rows } = await db.raw(
    `select label, count(*) filter (where problem is null) as usable, count(*) filter (where problem is not null) as problems
     from dataset_files where dataset_id = ? group by label order by label collate "C" nulls last limit ${MAX_LABELS}`,
    [datasetId],
  )
  return readRows(labelCount, rows)
}

/** Unfinished runs and models that came from a dataset. The row is locked, so that no new run gets in between. */
export const countUsers = async (trx: Knex, id: number) => {
  await trx.raw('select 1 from datasets where id = ? for update', [id])
  const { rows } = await trx.raw(
    `select (select count(*) from models where dataset_id = :id) as models,
            (select count(*) from runs where dataset_id = :id and state in ('queued', 'running')) as runs`,
    { id },
  )
  return readRow(z.object({ models: z.int(), runs: z.int() }), rows)
}

/** False when there was none. */
export const deleteDataset = async (trx: Knex, id: number): Promise<boolean> => {
  const { rowCount } = await trx.raw('delete from datasets where id = ?', [id])
  return rowCount > 0
}
