import { describe, type TestOptions } from 'vitest'
import { provenUnless } from '../../setup/not-proven.ts'
import { engineOfTests } from './run-fixture.ts'

/** The runtimes under which the jobs of the tests run. */
const runtimesOfTests = ['runc', 'runsc']

/** Asked once a file, while its tests are collected: which runtimes there are is the engine's word. */
const { Runtimes: listed } = await engineOfTests.info().catch((cause: unknown) => {
  throw new Error('No Docker engine answers: run scripts/ensure-docker.sh', { cause })
})

/** Options of a test, or a describe, that needs this runtime. */
export const underRuntime = (runtime: string): TestOptions =>
  provenUnless(
    Object.hasOwn(listed, runtime)
      ? null
      : `the engine lists no runtime ${runtime}; scripts/ensure-test-tools.sh adds it, or says how`,
  )

/** A describe for each of the runtimes; `%s` in the title is its name. */
export const describeUnderRuntimes = (title: string, body: (runtime: string) => void): void => {
  for (const runtime of runtimesOfTests) {
    describe(title.replace('%s', runtime), underRuntime(runtime), () => body(runtime))
  }
}
