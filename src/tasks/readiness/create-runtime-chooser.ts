import type { Config } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import type { EngineInfo } from '../../runner/engine/engine-schemas.ts'
import { selectRuntime } from '../../runner/profile/select-runtime.ts'
import type { JobHost } from './create-gate.ts'

/** Chooses among the engine's runtimes at each run, since an operator may add one, and warns once per choice. */
export const createRuntimeChooser = ({ docker }: Config, logger: Logger) => {
  const warned = new Set<string>()
  const latest: { warning?: string | undefined } = {}
  return {
    chooseRuntime: ((engine: EngineInfo) => {
      const wish = { wanted: docker.runtime, policy: docker.policy }
      const { warning, ...selection } = selectRuntime(wish, engine)
      latest.warning = warning
      if (warning && !warned.has(warning)) {
        warned.add(warning)
        logger.warn(warning, { runtime: selection.runtime })
      }
      return selection
    }) satisfies JobHost['chooseRuntime'],
    /** What the latest choice costs. */
    warnings: (): string[] => (latest.warning ? [latest.warning] : []),
  }
}
