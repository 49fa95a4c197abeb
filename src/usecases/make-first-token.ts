import { writeFile } from 'node:fs/promises'
import type { Executor } from '../db/create-database.ts'
import { transaction } from '../db/transaction.ts'
import { codeOf, SetupError } from '../errors.ts'
import { countTokensEver, insertToken } from '../store/tokens.ts'

const OWNER_ONLY = 0o600

/**
 * Makes a token of scope admin where none was ever made, and writes it into `file` for the operator to read. False
 * when there is or was one: then the file is left as it is.
 * @throws SetupError when it cannot be written; then there is no token either.
 */
export const makeFirstToken = (db: Executor, file: string): Promise<boolean> =>
  transaction(db, async (trx) => {
    // Several relays may start at once.
    await trx.raw("select pg_advisory_xact_lock(hashtext('tinymlaas-first-token'))")
    if ((await countTokensEver(trx)) > 0) return false
    const token = await insertToken(trx, 'first-admin', ['admin'])
    // Before the commit: a token that nobody can read would keep the next start from making one.
    await writeFile(file, `${token}\n`, { mode: OWNER_ONLY }).catch((cause: unknown) => {
      throw new SetupError(
        `FIRST_TOKEN_FILE=${file} cannot be written (${codeOf(cause)}): name a file that this user may write.`,
        { cause },
      )
    })
    return true
  })
