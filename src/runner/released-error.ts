/** The relay let go of a run that has not ended; whoever adopts its container, or runs it again, goes on. */
export class ReleasedError extends Error {
  override readonly name = 'ReleasedError'
  /** False when nothing was left behind that could be adopted. */
  readonly adoptable: boolean

  constructor(adoptable: boolean) {
    super(adoptable ? 'released: the container goes on' : 'released before the container had its inputs')
    this.adoptable = adoptable
  }
}
