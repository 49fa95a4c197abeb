import type { Knex } from 'knex'

/** Longer than twice the pause between two scrapes, or a holder that is well would lose it. */
export const LEASE_SECONDS = 150

/** Makes a process the one that tells the monitoring about the database, or keeps it so. False while another one is. */
export const takeMonitoringLease = async (db: Knex, holder: string): Promise<boolean> => {
  const { rowCount } = await db.raw(
    `insert into monitoring_lease (holder, until) values (:holder, now() + interval '${LEASE_SECONDS} seconds')
     on conflict (only_one) do update set holder = excluded.holder, until = excluded.until
     where monitoring_lease.holder = excluded.holder or monitoring_lease.until < now()`,
    { holder },
  )
  return rowCount > 0
}

/** Lets another one take over at once. */
export const leaveMonitoringLease = async (db: Knex, holder: string): Promise<void> => {
  await db.raw('delete from monitoring_lease where holder = ?', [holder])
}
