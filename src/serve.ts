import { createRelay } from './app.ts'
import { type Config, readConfig, settings } from './config.ts'
import { SetupError, toError } from './errors.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { createLogger, type Logger } from './logger.ts'
import { tellReadiness } from './tell-readiness.ts'
import { readArguments } from './usage.ts'

const start = async (config: Config, logger: Logger) => {
  const relay = await createRelay(config, logger)
  try {
    const address = await relay.listen()
    // Last: a relay that may not start, or finds its port taken, must not have claimed a run.
    if (config.role !== 'api') await relay.work()
    logger.info('listening', { address, role: config.role })
    return relay
  } catch (error) {
    await relay.stop(0)
    throw error
  }
}

/**
 * Serves until it is told to stop, as `args` and `env` say. Answers the exit code of what did not start; of what did, 0 as soon
 * as it listens, and the process goes on.
 */
export const serve = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const instead = readArguments(args)
  if (instead) {
    ;(instead.code === 0 ? process.stdout : process.stderr).write(instead.text)
    return instead.code
  }
  // One that makes no sense is told below.
  const logger = createLogger(settings.shape.LOG_LEVEL.catch('info').parse(env['LOG_LEVEL'] || undefined))
  // A defect must end the process: its supervisor starts it anew, and nothing acknowledged is lost.
  process.on('uncaughtException', (error) => {
    logger.error('a defect ends the relay', { error })
    process.exit(1)
  })

  try {
    const config = readConfig(env)
    const relay = await start(config, logger)
    const stopping = new AbortController()
    const fields = { role: config.role }
    void tellReadiness({ readiness: relay.readiness, logger, fields, signal: stopping.signal }).then(
      giveBackMemory,
    )
    const stop = (signal: NodeJS.Signals) => {
      stopping.abort()
      // A second signal ends it at once.
      for (const name of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(name)
      logger.info('stopping', { signal })
      relay.stop(config.shutdownGraceSeconds * 1000).then(
        () => process.exit(0),
        (error) => {
          logger.error('stopping failed', { error })
          process.exit(1)
        },
      )
    }
    process.once('SIGTERM', stop).once('SIGINT', stop)
    return 0
  } catch (thrown) {
    const error = toError(thrown)
    // Whoever can mend it needs the sentence; a stack is for defects.
    const isExplained = error instanceof SetupError
    logger.error(`The relay does not start: ${error.message}`, isExplained ? {} : { error })
    if (isExplained) logger.debug('why the relay does not start', { error })
    return 1
  }
}
