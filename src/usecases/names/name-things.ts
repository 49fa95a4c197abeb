import { isName } from '../../contract/scalars.ts'
import type { Database, Executor } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError, codeOf } from '../../errors.ts'
import {
  countAliases,
  findDatasetByName,
  findModelByAlias,
  nameDataset,
  setAlias,
  setTags,
} from '../../store/names.ts'
import { findModelOrFail, noDataset } from '../find-or-fail.ts'

const UNIQUE_VIOLATION = '23505'
/** Aliases of one owner. */
const MAX_ALIASES = 200

const nameTaken = (slug: string) =>
  new AppError('conflict', `Another dataset is called "${slug}".`, {
    hint: `GET /datasets/${slug} shows it; choose another name, or use that one.`,
  })

/** What was thrown, or that the name is taken. */
export const toNameTaken = (error: unknown, slug: string | null | undefined): unknown =>
  slug && codeOf(error) === UNIQUE_VIOLATION ? nameTaken(slug) : error

const finders: Record<string, (db: Executor, name: string) => Promise<number | null>> = {
  dataset_id: findDatasetByName,
  model_id: findModelByAlias,
}

/** The parameters of a path with ids in the place of names; what is no name of anything stays as it is. */
export const resolveNames = async <P extends Record<string, unknown>>(
  db: Executor,
  params: P,
): Promise<P> => {
  const resolved = await Promise.all(
    Object.entries(params).map(async ([key, value]) => {
      const find = finders[key]
      if (!find || typeof value !== 'string' || !isName(value)) return [key, value]
      const id = await find(db, value)
      return [key, id === null ? value : String(id)]
    }),
  )
  return Object.fromEntries(resolved)
}

/** @throws AppError `conflict` where another dataset has the name, `not-found`. */
export const renameDataset = async (db: Executor, id: number, slug: string | null): Promise<void> => {
  const isThere = await nameDataset(db, id, slug).catch((error: unknown) => {
    throw toNameTaken(error, slug)
  })
  if (!isThere) throw noDataset(id)
}

/** @throws AppError `not-found` for the model, `conflict` beyond the bound. */
export const giveAlias = async (
  db: Executor,
  wanted: { alias: string; modelId: number; owner: string | null },
) => {
  await findModelOrFail(db, wanted.modelId, { loc: ['body', 'model_id'] })
  const isNew = (await findModelByAlias(db, wanted.alias)) === null
  if (isNew && (await countAliases(db, wanted.owner)) >= MAX_ALIASES)
    throw new AppError('conflict', `You have ${MAX_ALIASES} aliases.`, {
      hint: 'Delete one that nobody uses.',
    })
  return setAlias(db, wanted)
}

/** @throws AppError `not-found` for the model. */
export const tagModel = async (db: Database, modelId: number, tags: string[]): Promise<void> => {
  await findModelOrFail(db.knex, modelId)
  await transaction(db.knex, (trx) => setTags(trx, modelId, [...new Set(tags)]))
}
