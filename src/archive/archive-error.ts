const hints = {
  broken: 'Make the archive again and send it whole; .zip, .tar and .tar.gz are understood.',
  encrypted: 'Unpack it with its password, and pack the folders again without one, as .zip, .tar or .tar.gz.',
  link: 'Pack the files themselves instead of links or devices.',
  escape: 'Pack the folder so that every name is relative and stays inside it.',
  'too-many-entries': 'Split the archive into several.',
  'too-large': 'Split the archive into several, or make the pictures smaller.',
  ratio: 'Send the pictures themselves, or pack them without compression.',
  depth: 'Pack one folder per class, without further folders around them.',
  name: 'Rename the file: UTF-8, no control characters; or say the code page of the names with ?names=, e.g. cp932.',
  method: 'Pack it again as an ordinary zip ("deflate", without a password), or as .tar.gz.',
  foreign: 'Unpack it, and pack the folders again as .zip, .tar or .tar.gz.',
  spanned:
    'Join the parts, or pack the folders again as one .zip that is not split; several smaller ones do as well.',
  empty: 'Put the pictures into it, in one folder per class.',
} as const

export type ArchiveErrorCode = keyof typeof hints

/** An archive that is refused as a whole. `message` says what was found, `hint` what to do about it. */
export class ArchiveError extends Error {
  override name = 'ArchiveError'
  readonly code: ArchiveErrorCode
  readonly hint: string
  /** The entry at fault, as the archive names it, at most 200 characters. */
  readonly entry: string | undefined

  constructor(code: ArchiveErrorCode, message: string, about: { entry?: string; cause?: unknown } = {}) {
    super(message, about.cause === undefined ? {} : { cause: about.cause })
    this.code = code
    this.hint = hints[code]
    this.entry = about.entry?.slice(0, 200)
  }
}

/** The file at fault is not known where the directory could not be read to its end. */
export const protectedByPassword = (about: { entry?: string; cause?: unknown }) =>
  new ArchiveError('encrypted', 'The archive is encrypted: a password protects it.', about)

/**
 * What a failed read means: the archive's fault, unless the place it was read from failed (`sourceFailure`)
 * or went away, which stays what it is.
 */
export const asArchiveError = (error: unknown, sourceFailure: unknown): unknown => {
  if (error instanceof ArchiveError || error === sourceFailure) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR') return error
  const detail = error instanceof Error ? `: ${error.message}` : ''
  return new ArchiveError('broken', `The archive is broken or cut short${detail}.`, { cause: error })
}
