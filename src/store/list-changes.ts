import { setImmediate } from 'node:timers/promises'
import type { Knex } from 'knex'
import { z } from 'zod'
import { readRow } from './rows.ts'

/** Lists whose changes are counted, by triggers of the database. */
export type CountedList = 'devices' | 'bridges' | 'datasets' | 'models' | 'compiled_models'

/**
 * How often what a list shows has changed. What is read of it after this is as new as the count, or newer; so whoever
 * keeps both may show them until the count is another.
 */
const countChanges = async (db: Knex, list: CountedList): Promise<number> => {
  const { rows } = await db.raw(
    'select coalesce(sum(changes), 0)::bigint as changes from list_changes where list = ?',
    [list],
  )
  return readRow(z.object({ changes: z.int() }), rows).changes
}

/** Rows that a list may have before they are added up. */
const MANY = 50

/** Adds up the rows of lists with many; the sums stay what they are for whoever reads meanwhile. */
export const addUpChanges = async (db: Knex): Promise<void> => {
  await db.raw(
    `with many as (
       select list from list_changes group by list having count(*) > ${MANY}
     ), gone as (
       delete from list_changes where list in (select list from many) returning list, changes
     )
     insert into list_changes (list, changes) select list, sum(changes) from gone group by list`,
  )
}

/** Of one list that is kept, in bytes of JSON; a longer one is read anew for everybody who asks. */
const MAX_KEPT = 2 * 1024 * 1024

/** The answers to whole lists, kept as long as nothing of what they show has changed. */
export const createListCache = (db: Knex) => {
  const kept = new Map<CountedList, { tag: string; text: Buffer }>()
  const asked = new Map<CountedList, Promise<string>>()
  const look = async (list: CountedList): Promise<string> => {
    // Whoever comes before the look shares it; who comes after may know of a change that it does not see.
    await setImmediate()
    asked.delete(list)
    return `"${list}-${await countChanges(db, list)}"`
  }
  return {
    /** What an `ETag` says of a list as it is now. */
    tagOf(list: CountedList): Promise<string> {
      const tag = asked.get(list) ?? look(list)
      asked.set(list, tag)
      return tag
    },
    find: (list: CountedList, tag: string): Buffer | null => {
      const found = kept.get(list)
      return found?.tag === tag ? found.text : null
    },
    keep(list: CountedList, tag: string, text: Buffer): void {
      if (text.length <= MAX_KEPT) kept.set(list, { tag, text })
      else kept.delete(list)
    },
  }
}
export type ListCache = ReturnType<typeof createListCache>
