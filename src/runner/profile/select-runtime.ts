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
  /** The engine has no seccomp, so that it would refuse a container with a profile for it. */
  unfiltered: boolean
  /** What is lost, when it is not what was wished for. */
  warning?: string
}

type EngineAbilities = {
  Runtimes: Record<string, unknown>
  DefaultRuntime: string
  /** As `name=seccomp,profile=default`. */
  SecurityOptions: string[]
}

/**
 * Chooses the runtime of job containers among those the engine lists, and whether they can have a seccomp profile
 * there. Under `require` nothing less will do.
 * @throws EngineError `runtime-unavailable`
 */
export const selectRuntime = (wish: RuntimeWish, engine: EngineAbilities): RuntimeChoice => {
  const { runtime, warning } = selectListed(wish, engine)
  if (!runtimeTraits(runtime).takesSeccomp || hasSeccomp(engine))
    return { runtime, unfiltered: false, ...(warning && { warning }) }
  const loss = `The engine has no seccomp: jobs under ${runtime} may ask for every system call of the host’s kernel.`
  if (wish.policy === 'require') {
    const remedy =
      'Give the engine a kernel with seccomp, or set DOCKER_RUNTIME to a runtime with a filter of its own.'
    throw new EngineError('runtime-unavailable', `${loss} ${remedy}`)
  }
  return { runtime, unfiltered: true, warning: warning ? `${warning} ${loss}` : loss }
}

const hasSeccomp = ({ SecurityOptions }: EngineAbilities): boolean =>
  SecurityOptions.some((option) => option.split(',').includes('name=seccomp'))

const selectListed = ({ wanted, policy }: RuntimeWish, engine: EngineAbilities) => {
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
