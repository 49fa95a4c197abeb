import { setTimeout as sleep } from 'node:timers/promises'
import { type SpawnedRelay, spawnRelay } from '../../../scripts/spawn-relay.ts'

const AGAIN_MS = 500

/** A relay that is started anew whenever it has died, as systemd or compose does it. */
export const superviseRelay = async (env: Record<string, string>) => {
  const state: { relay: SpawnedRelay | null; logs: string[]; port: string | null } = {
    relay: null,
    logs: [],
    port: null,
  }
  const start = async (): Promise<SpawnedRelay> => {
    for (let tries = 1; ; tries++) {
      try {
        const relay = await spawnRelay({ ...env, ...(state.port ? { PORT: state.port } : {}) })
        state.relay = relay
        // Its clients find it again where it was.
        state.port ??= new URL(relay.url).port
        return relay
      } catch (error) {
        // PostgreSQL may be down at the same time.
        if (tries === 60) throw error
        await sleep(AGAIN_MS)
      }
    }
  }
  const first = await start()
  return {
    url: first.url,
    /** Everything that all of its processes have logged. */
    log: () => [...state.logs, state.relay?.log() ?? ''].join(''),
    start,
    async kill() {
      const { relay } = state
      if (!relay) return
      state.logs.push(relay.log())
      state.relay = null
      await relay.end('SIGKILL')
    },
    /** Returns the exit code. */
    async stop() {
      const { relay } = state
      state.relay = null
      return relay ? relay.end('SIGTERM') : 0
    },
  }
}
