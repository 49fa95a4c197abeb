import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NO_RIGHT } from '../db/explain-connection.ts'
import { codeOf, SetupError } from '../errors.ts'
import { compareBlobs } from './compare-blobs.ts'
import { quote } from './describe-database.ts'
import { openClient } from './open-client.ts'
import { restoreBackup } from './restore-backup.ts'

interface VerifyOptions {
  /** Where it is restored: a database of its own on the same server, under the same role, gone afterwards. */
  url: string
  /** The same server under a role that may make databases. */
  adminUrl: string
  source: AsyncIterable<Uint8Array>
}

/** Whose tables those of a database are: not always the role that its address names. */
const findRole = async (url: string): Promise<string> => {
  const client = await openClient(url)
  try {
    const { rows } = await client.query('select current_user::text as role')
    return z.object({ role: z.string() }).parse(rows[0]).role
  } finally {
    await client.end()
  }
}

const withScratch = async <T>(
  { url, adminUrl }: VerifyOptions,
  act: (url: string) => Promise<T>,
): Promise<T> => {
  const owner = await findRole(url)
  const admin = await openClient(adminUrl)
  const name = `tinymlaas_scratch_${randomUUID().slice(0, 8)}`
  const scratch = new URL(url)
  scratch.pathname = `/${name}`
  try {
    await admin.query(`create database ${quote(name)} owner ${quote(owner)}`).catch((cause: unknown) => {
      if (codeOf(cause) !== NO_RIGHT) throw cause
      throw new SetupError(
        `The user "${owner}" may make no database to verify the backup in: alter role ${owner} createdb.`,
        { cause },
      )
    })
    try {
      return await act(scratch.href)
    } finally {
      await admin.query(`drop database ${quote(name)} with (force)`)
    }
  } finally {
    await admin.end()
  }
}

/**
 * Restores a backup beside the database that it is of and reads every byte of it there.
 * @throws SetupError when it cannot be restored, or a blob is not what it was stored as.
 */
export const verifyBackup = (options: VerifyOptions) =>
  withScratch(options, async (url) => {
    const { rows } = await restoreBackup({ url, source: options.source })
    const { blobs, bytes, damaged, wrong } = await compareBlobs(url)
    if (damaged > 0)
      throw new SetupError(
        `${damaged} of ${blobs} stored files are not what they were stored as (${wrong.join(', ')}): they are damaged in the database too; restore them from an older backup.`,
      )
    return { rows, blobs, bytes }
  })
