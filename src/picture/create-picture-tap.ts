import { Transform } from 'node:stream'
import { createPictureInspector } from './create-picture-inspector.ts'
import type { PictureReport } from './picture-report.ts'

/**
 * A stream that lets every byte pass unchanged and tells afterwards what kind of picture went by. `report` is
 * meant for after the stream's end; before, it would speak of a picture cut short.
 */
export const createPictureTap = (options: { maxPixels?: number } = {}) => {
  const inspector = createPictureInspector(options)
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      inspector.push(chunk)
      done(null, chunk)
    },
  })
  return { stream, report: (): PictureReport => inspector.finish() }
}
