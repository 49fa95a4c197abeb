import { createHash } from 'node:crypto'
import { type GroupBy, groupByOf } from '../../contract/training.ts'
import { AppError } from '../../errors.ts'
import { groupName } from '../../labels/group-name.ts'
import type { JobInput } from '../../runner/types.ts'
import { type PictureChunk, streamPictures } from '../../store/datasets/pictures.ts'
import { fixVersion } from '../../store/datasets/versions.ts'
import { insertModel } from '../../store/models/models.ts'
import { addModelVersion } from '../../store/models/versions.ts'
import { modelInputs } from './model-inputs.ts'
import type { Task } from './task.ts'

/** A dataset's pictures in, a new model out. */
export const train: Task = {
  async *inputs(db, run) {
    if (run.dataset_id === null) return
    const version = await fixVersion(db.slow, { ...run, dataset_id: run.dataset_id })
    if (version === null) throw new AppError('not-found', 'What the run was to be trained on is gone.')
    const { initial } = run.request
    if (run.kind === 'train' && initial)
      yield* modelInputs(db, initial.model_id, initial.version, ['model.keras'])
    yield* packPictures(
      streamPictures(db.inputs, version),
      run.request.classes,
      groupByOf(run.request.parameters),
    )
  },
  async publish(trx, run) {
    const modelId = await insertModel(trx, {
      datasetId: run.dataset_id,
      parameters: run.request.parameters,
      description: run.request.description,
      classes: run.request.classes,
      runId: run.id,
    })
    await addModelVersion(trx, modelId, run.id, run.dataset_id)
  },
}

/** What is said of a picture in its name in the stream. The container needs no name of a group, only which are the same. */
const describePlace = (split: string | null, group: string | null | undefined): string[] => {
  if (!group) return split ? [split] : []
  return [split ?? '-', createHash('sha256').update(group).digest('hex').slice(0, 16)]
}

/**
 * Groups the chunks of many pictures into one tar member each, `data/<class index>/<file id>`, with
 * split and group where it has them, holding one chunk at a time. Each member must be read to its end before the
 * next is asked for, as a tar stream does.
 */
async function* packPictures(
  chunks: AsyncIterable<PictureChunk>,
  classes: string[],
  by: GroupBy | undefined,
): AsyncGenerator<JobInput> {
  const source = chunks[Symbol.asyncIterator]()
  const indexOf = new Map(classes.map((label, index) => [label, index]))
  let next = await source.next()

  async function* bodyOf(fileId: number) {
    while (!next.done && next.value.fileId === fileId) {
      yield next.value.data
      next = await source.next()
    }
  }
  try {
    while (!next.done) {
      const { fileId, path, label, split, bytes } = next.value
      const index = indexOf.get(label)
      // A label given after the run was submitted is none of its classes.
      if (index === undefined) for await (const _ of bodyOf(fileId));
      else
        yield {
          name: ['data', index, ...describePlace(split, by && groupName(path, by)), fileId].join('/'),
          size: bytes,
          body: bodyOf(fileId),
        }
    }
  } finally {
    await source.return?.()
  }
}
