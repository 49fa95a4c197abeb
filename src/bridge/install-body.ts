import type { Readable } from 'node:stream'
import { escapedJsonBytes, escapeJson } from './escape-json.ts'
import type { RequestBody } from './exchange.ts'

/** A compiled model's C++ source, UTF-8. `stream` is called for each pass over it. */
export type ModelSource = { bytes: number; stream: () => Readable }

const asBuffers = (stream: Readable): AsyncIterable<Buffer> => stream

async function* document(before: string, source: ModelSource, after: string): AsyncGenerator<Buffer> {
  yield Buffer.from(before)
  for await (const chunk of asBuffers(source.stream())) yield escapeJson(chunk)
  yield Buffer.from(after)
}

/**
 * The body of `POST /install/`, never held whole. The source is read once beforehand to count its escaped
 * length, because Flask's server does not take a chunked body reliably and so needs a Content-Length.
 *
 * @throws when the source cannot be read, or is not as long as `bytes` says.
 */
export const installBody = async (
  device: { installer: string; serial: string },
  model: ModelSource,
): Promise<RequestBody> => {
  let read = 0
  let escaped = 0
  for await (const chunk of asBuffers(model.stream())) {
    read += chunk.length
    escaped += escapedJsonBytes(chunk)
  }
  if (read !== model.bytes) {
    throw new Error(`the compiled model should be ${model.bytes} bytes long, but ${read} could be read`)
  }
  const before = `{"device":${JSON.stringify({ installer: device.installer, serial: device.serial })},"model":"`
  const after = '"}'
  return {
    mediaType: 'application/json',
    bytes: Buffer.byteLength(before) + escaped + after.length,
    open: () => document(before, model, after),
  }
}
