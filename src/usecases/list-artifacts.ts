import type { z } from 'zod'
import { type artifactView, purposeOf } from '../contract/artifact.ts'
import type { Executor } from '../db/create-database.ts'
import { findRunOrFail } from './find-or-fail.ts'

/**
 * The files that a run left, each with what it is for.
 * @throws AppError `not-found`.
 */
export const listArtifacts = async (db: Executor, runId: string): Promise<z.infer<typeof artifactView>[]> => {
  const { artifacts } = await findRunOrFail(db, runId)
  return artifacts.map(({ name, media_type, bytes }) => ({
    name,
    media_type,
    bytes,
    purpose: purposeOf(name),
    url: `/runs/${runId}/artifacts/${name}`,
  }))
}
