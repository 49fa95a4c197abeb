import { EngineError } from '../engine/engine-error.ts'
import { runtimeTraits } from './runtime-traits.ts'

const PREFERRED = 'sysbox-runc'
const FALLBACK = 'runc'
/** Not chosen without being asked for: training takes about twice as long under it. */
const ALTERNATIVE = 'runsc'

export type RuntimeWish = {
  /** DOCKER_RUNTIME: `auto` or a runtime's name. */
  wanted: string
  /** DOCKER_RUNTIME_POLICY. */
  policy: 'prefer' | 'require'
}

export type RuntimeChoice = {
  runtime: string
  /** What is lost, when it is not the runtime that was wished for. */
  warning?: string
}

/**
 * Chooses the runtime of job containers among those the engine lists. Under `require` nothing else will do.
 * @throws EngineError `runtime-unavailable`
 */
export const selectRuntime = (
  { wanted, policy }: RuntimeWish,
  engine: { Runtimes: Record<string, unknown>; DefaultRuntime: string },
): RuntimeChoice => {
  const isListed = (name: string) => Object.hasOwn(engine.Runtimes, name)
  const wish = wanted === 'auto' ? PREFERRED : wanted
  if (isListed(wish)) return { runtime: wish }
  const listed = Object.keys(engine.Runtimes).join(', ')
  if (policy === 'require') {
    const message = `The runtime ${wish} is required but the engine only has: ${listed}. Install it, or set DOCKER_RUNTIME.`
    throw new EngineError('runtime-unavailable', message)
  }
  const runtime = isListed(FALLBACK) ? FALLBACK : engine.DefaultRuntime
  const loss = `Jobs run under ${runtime} (${runtimeTraits(runtime).isolation}), because the engine has no ${wish} (${runtimeTraits(wish).isolation}).`
  const advice = isListed(ALTERNATIVE) ? ` DOCKER_RUNTIME=${ALTERNATIVE} would isolate them better.` : ''
  return { runtime, warning: loss + advice }
}
