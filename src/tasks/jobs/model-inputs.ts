import type { Database } from '../../db/create-database.ts'
import { AppError } from '../../errors.ts'
import type { JobInput } from '../../runner/types.ts'
import { readBlob } from '../../store/blobs/read-blob.ts'
import { findModel } from '../../store/models/models.ts'
import { findArtifact } from '../../store/runs/artifacts.ts'

/** Files of the model version that a run was submitted for, under their own names. */
export async function* modelInputs(
  db: Database,
  modelId: number | null,
  version: number | null,
  names: string[],
): AsyncGenerator<JobInput> {
  const model = modelId === null || version === null ? null : await findModel(db.knex, modelId, version)
  if (!model) throw new AppError('not-found', 'The model was deleted before the run began.')
  for (const name of names) {
    const artifact = await findArtifact(db.knex, model.run_id, name)
    if (!artifact) throw new AppError('not-found', `The model has no ${name}.`)
    yield { name, size: artifact.bytes, body: readBlob(db.inputs, artifact.blob_id) }
  }
}
