import type { Understanding } from '../../labels/upload.ts'

/** An upload whose classes cannot be told without a further word from its client. Nothing of it is kept. */
export class LayoutRefused extends Error {
  override readonly name = 'LayoutRefused'
  readonly understanding: Understanding

  constructor(understanding: Understanding) {
    super(understanding.understood.sentence)
    this.understanding = understanding
  }
}
