import type { Knex } from 'knex'
import { z } from 'zod'
import { time } from '../contract/scalars.ts'
import { ownerName } from './owners.ts'
import { findRow, readRows } from './rows.ts'
import { isoTime } from './sql.ts'

const idOf = z.object({ id: z.int() })

/** The dataset of this name; null where there is none. */
export const findDatasetByName = async (db: Knex, slug: string): Promise<number | null> => {
  const { rows } = await db.raw('select id from datasets where slug = ?', [slug])
  return findRow(idOf, rows)?.id ?? null
}

/** The model that has this alias; null where none has. */
export const findModelByAlias = async (db: Knex, alias: string): Promise<number | null> => {
  const { rows } = await db.raw('select model_id as id from model_aliases where alias = ?', [alias])
  return findRow(idOf, rows)?.id ?? null
}

/** Null takes the name away. Throws a unique violation where another dataset has it. False when there is no such dataset. */
export const nameDataset = async (db: Knex, id: number, slug: string | null): Promise<boolean> => {
  const { rowCount } = await db.raw('update datasets set slug = ? where id = ?', [slug, id])
  return rowCount > 0
}

export const modelAlias = z
  .object({ alias: z.string(), model_id: z.int(), owner: ownerName, set_at: time })
  .meta({ id: 'ModelAlias' })

const aliasColumns = `alias, model_id, owner, ${isoTime('set_at')} as set_at`
/** Of one answer. */
const MAX_ALIASES = 10_000

export const listAliases = async (db: Knex) => {
  const { rows } = await db.raw(
    `select ${aliasColumns} from model_aliases order by alias limit ${MAX_ALIASES}`,
  )
  return readRows(modelAlias, rows)
}

/** Makes an alias, or gives it to another model; it stays with who made it. */
export const setAlias = async (
  db: Knex,
  wanted: { alias: string; modelId: number; owner: string | null },
) => {
  const { rows } = await db.raw(
    `insert into model_aliases (alias, model_id, owner) values (:alias, :modelId, :owner)
     on conflict (alias) do update set model_id = excluded.model_id, set_at = now()
     returning ${aliasColumns}`,
    wanted,
  )
  return modelAlias.parse(rows[0])
}

/** Aliases of this owner. */
export const countAliases = async (db: Knex, owner: string | null): Promise<number> => {
  const { rows } = await db.raw(
    'select count(*)::int as id from model_aliases where owner is not distinct from ?',
    [owner],
  )
  return idOf.parse(rows[0]).id
}

/** False when there was none. */
export const deleteAlias = async (db: Knex, alias: string): Promise<boolean> => {
  const { rowCount } = await db.raw('delete from model_aliases where alias = ?', [alias])
  return rowCount > 0
}

/** In the place of the tags that the model has. */
export const setTags = async (trx: Knex, modelId: number, tags: string[]): Promise<void> => {
  await trx.raw('delete from model_tags where model_id = :modelId and tag <> all(:tags::text[])', {
    modelId,
    tags,
  })
  await trx.raw(
    `insert into model_tags (model_id, tag) select :modelId, unnest(:tags::text[]) on conflict do nothing`,
    { modelId, tags },
  )
}

const namesOfModel = z.object({ aliases: z.array(z.string()), tags: z.array(z.string()) })

export const listNamesOfModel = async (db: Knex, modelId: number) => {
  const { rows } = await db.raw(
    `select coalesce((select jsonb_agg(alias order by alias) from model_aliases where model_id = :modelId), '[]') as aliases,
            coalesce((select jsonb_agg(tag order by tag) from model_tags where model_id = :modelId), '[]') as tags`,
    { modelId },
  )
  return namesOfModel.parse(rows[0])
}
