export type TarFault = 'cut' | 'malformed'

const words: Record<TarFault, string> = {
  cut: 'the tar archive was cut off before its end mark',
  malformed: 'the bytes are no tar archive',
}

/** A tar archive that cannot be read to its end. Whose fault that is, the caller knows. */
export class TarError extends Error {
  override readonly name = 'TarError'
  readonly fault: TarFault

  constructor(fault: TarFault, options?: ErrorOptions) {
    super(words[fault], options)
    this.fault = fault
  }
}
