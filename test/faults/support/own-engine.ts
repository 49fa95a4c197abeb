import Docker from 'dockerode'
import { readConfig } from '../../../src/config.ts'
import { startSecondEngine } from '../../runner/support/second-engine.ts'
import { copyImage, ensureFaultImage } from './fault-image.ts'

export interface LoopEngine extends AsyncDisposable {
  /** As in DOCKER_HOST. */
  host: string
  docker: Docker
  image: string
  kill(): Promise<void>
  start(): Promise<void>
}

/** The engine that everybody here shares: never to be harmed. */
export const useSharedEngine = async (): Promise<LoopEngine> => ({
  host: readConfig(process.env).docker.host,
  docker: new Docker(),
  image: await ensureFaultImage(),
  kill: async () => undefined,
  start: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
})

/** An engine of the test's own, to be killed, with the image in it. */
export const startOwnEngine = async (liveRestore: boolean): Promise<LoopEngine> => {
  const image = await ensureFaultImage()
  const engine = await startSecondEngine({ liveRestore })
  const docker = new Docker({ socketPath: engine.host.slice('unix://'.length) })
  await copyImage(image, docker)
  return {
    host: engine.host,
    docker,
    image,
    async kill() {
      await engine.kill()
    },
    async start() {
      await engine.start()
    },
    [Symbol.asyncDispose]: engine[Symbol.asyncDispose],
  }
}
