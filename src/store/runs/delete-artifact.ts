import type { Knex } from 'knex'

/** Takes one file away from a run. Its bytes go with the next sweep, unless something else has the same content. */
export const deleteArtifact = async (trx: Knex, runId: string, name: string): Promise<void> => {
  await trx.raw('delete from artifacts where run_id = ? and name = ?', [runId, name])
}
