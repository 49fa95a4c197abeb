import type { Question } from './ask.ts'

export interface Part {
  /** File name, as the client sends it; a part without one is a plain field. */
  name?: string | undefined
  data: Buffer | string
  /** In place of `filename="name"`, as odd clients write it. */
  disposition?: string | Buffer
  field?: string
  /** Content type of the part; none, as `requests` sends it, unless given. */
  type?: string
}

const BOUNDARY = 'b7f0c1e2d3a4958677'

/** A multipart request as Python's `requests` writes it: no content type in the parts. */
export const multipart = (parts: Part[]): Question => {
  const pieces = parts.flatMap(({ name, data, disposition, field = 'files', type }) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"`),
    Buffer.from(disposition === undefined ? '' : '; '),
    Buffer.from(disposition ?? (name === undefined ? '' : `; filename="${name}"`)),
    Buffer.from(type === undefined ? '\r\n\r\n' : `\r\nContent-Type: ${type}\r\n\r\n`),
    Buffer.from(data),
    Buffer.from('\r\n'),
  ])
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  }
}
