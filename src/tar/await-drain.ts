type Drainable = Pick<NodeJS.EventEmitter, 'once' | 'removeListener'> & { destroyed?: boolean }

/** Resolves when a stream takes more, and also when it never will again. Leaves no listener behind. */
export const awaitDrain = (stream: Drainable): Promise<void> => {
  if (stream.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      stream.removeListener('drain', done)
      stream.removeListener('close', done)
      resolve()
    }
    stream.once('drain', done)
    stream.once('close', done)
  })
}
