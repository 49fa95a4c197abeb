import type { TestOptions } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test cannot be made on this machine; scripts/checks/add-up-tests.ts counts these, and CI fails on them. */
    notProven?: string
  }
}

/** Options of a test or a describe. Where something is missing it is skipped, and said at the end to be not proven. */
export const provenUnless = (missing: string | null): TestOptions =>
  missing === null ? {} : { skip: true, meta: { notProven: missing } }
