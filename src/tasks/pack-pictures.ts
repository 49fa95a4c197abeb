import type { JobInput } from '../runner/run-types.ts'
import type { PictureChunk } from '../store/datasets/stream-pictures.ts'

/**
 * Groups the chunks of many pictures into one tar member each, `data/<class index>/<file id>`, holding one chunk
 * at a time. Each member must be read to its end before the next is asked for, as a tar stream does.
 */
export async function* packPictures(
  chunks: AsyncIterable<PictureChunk>,
  classes: string[],
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
      const { fileId, label, bytes } = next.value
      const index = indexOf.get(label)
      // A label given after the run was submitted is none of its classes.
      if (index === undefined) for await (const _ of bodyOf(fileId));
      else yield { name: `data/${index}/${fileId}`, size: bytes, body: bodyOf(fileId) }
    }
  } finally {
    await source.return?.()
  }
}
