/** tar-stream's streams can be iterated; the types of their base do not say so. */
export const iterateBytes = (stream: object): AsyncIterable<Uint8Array> => {
  if (!(Symbol.asyncIterator in stream)) throw new TypeError('not a stream that can be iterated')
  return stream as AsyncIterable<Uint8Array>
}
