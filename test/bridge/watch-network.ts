import { createHook } from 'node:async_hooks'

const RESOLVES = 'GETADDRINFOREQWRAP'
const DIALS = 'TCPCONNECTWRAP'

/** Counts the names that this process resolves and the connections that it tries while `work` runs. */
export const watchNetwork = async (work: () => Promise<unknown>) => {
  const counts = { resolved: 0, dialled: 0 }
  const hook = createHook({
    init: (_id, type) => {
      if (type === RESOLVES) counts.resolved += 1
      if (type === DIALS) counts.dialled += 1
    },
  })
  hook.enable()
  try {
    await work()
  } finally {
    hook.disable()
  }
  return counts
}
