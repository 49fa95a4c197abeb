import { randomBytes } from 'node:crypto'
import type { Database } from '../../db/create-database.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../errors.ts'
import { insertWebhook } from '../../store/webhooks.ts'

/** Of one owner. */
const MOST = 10
const SECRET_BYTES = 32

const isUsable = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && url.port !== '0'
}

/** Adds a webhook; its secret is in the answer and nowhere else. @throws AppError `invalid-request`, `conflict`. */
export const addWebhook = async (db: Database, { owner, url }: { owner: string | null; url: string }) => {
  if (!isUsable(url))
    throw new AppError('invalid-request', 'This is no address of http or https without credentials.', {
      loc: ['body', 'url'],
      hint: 'https://ci.example.org/hooks/relay, for example.',
    })
  const secret = randomBytes(SECRET_BYTES)
  const added = await transaction(db.knex, (trx) => insertWebhook(trx, { owner, url, secret, most: MOST }))
  if (!added)
    throw new AppError('conflict', `You have ${MOST} webhooks.`, { hint: 'Delete one that nobody needs.' })
  return { ...added, secret: `whsec_${secret.toString('base64')}` }
}
