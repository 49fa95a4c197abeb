import type { Config } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import type { Engine } from '../../runner/engine/create-engine.ts'
import { selectRuntime } from '../../runner/profile/select-runtime.ts'

/** Asks the engine for its runtimes at each run, since an operator may add one, and warns once per choice. */
export const createRuntimeChooser = (engine: Engine, { docker }: Config, logger: Logger) => {
  const warned = new Set<string>()
  const latest: { warning?: string | undefined } = {}
  return {
    chooseRuntime: async (): Promise<string> => {
      const selection = selectRuntime({ wanted: docker.runtime, policy: docker.policy }, await engine.info())
      latest.warning = selection.warning
      if (selection.warning && !warned.has(selection.warning)) {
        warned.add(selection.warning)
        logger.warn(selection.warning, { runtime: selection.runtime })
      }
      return selection.runtime
    },
    /** What the latest choice costs. */
    warnings: (): string[] => (latest.warning ? [latest.warning] : []),
  }
}
