import type { components } from '../../client/api-types.ts'
import { type FollowedEvent, followRun } from '../../client/follow-run.ts'
import type { Call } from './define-command.ts'
import { describeEpoch, describeEvent } from './describe-event.ts'
import { Ending } from './exit-codes.ts'
import type { Bar, Screen } from './screen.ts'

export type Run = components['schemas']['Run']

const MOST_SECONDS = 2_000_000

/** Shows events: epochs as a bar, the rest as lines. */
const createTeller = (screen: Screen) => {
  let bar: Bar | null = null
  const endBar = () => {
    bar?.stop()
    bar = null
  }
  return {
    tell(event: FollowedEvent) {
      if (event.type === 'epoch') {
        bar ??= screen.bar('epoch', Number(event.data['epochs']))
        bar.update(Number(event.data['epoch']), describeEpoch(event.data))
        return
      }
      const line = describeEvent(event, false)
      if (line === null) return
      endBar()
      screen.tell(line)
    },
    endBar,
  }
}

const failedBy = ({ id, state, reason, detail, hint }: Run): Ending => {
  const words = detail ?? `The run ended as ${state}.`
  const exit = reason === 'below-the-bar' ? 'below' : 'failed'
  return new Ending(exit, words, { hint: hint ?? `tinymlaas run logs ${id} tells more.`, runId: id })
}

export const findRun = ({ ask }: Pick<Call, 'ask'>, runId: string): Promise<Run> =>
  ask((client) => client.GET('/runs/{run_id}', { params: { path: { run_id: runId } } }))

/**
 * Follows a run to its end, whatever becomes of the connection meanwhile.
 * @throws Ending for a run that did not succeed, or is not done in time.
 */
export const waitForRun = async (call: Call, runId: string): Promise<Run> => {
  const { client, screen, given } = call
  const seconds = given.seconds('timeout') ?? MOST_SECONDS
  const signal = AbortSignal.timeout(seconds * 1000)
  const teller = createTeller(screen)
  const onLost = () => screen.tell('The connection was lost. Trying again.')
  try {
    for await (const event of followRun(client, runId, { signal, onLost })) teller.tell(event)
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    teller.endBar()
  }
  const run = await findRun(call, runId)
  if (run.state === 'succeeded') return run
  if (run.state === 'failed' || run.state === 'cancelled') throw failedBy(run)
  throw new Ending('timeout', `The run is not done after ${given.text('timeout')}; it goes on.`, {
    hint: `tinymlaas run wait ${runId}`,
    runId,
  })
}

/** Says so where what was asked for has been done before. */
export const tellOfEarlier = async (call: Call, runId: string): Promise<void> => {
  const { state } = await findRun(call, runId)
  if (state === 'queued' || state === 'running') call.screen.tell(`Run ${runId}`)
  else call.screen.tell(`Run ${runId} did exactly this before; --again does it anew.`)
}

/** The run that a call with `Prefer: respond-async` started. */
export const runOf = (answer: object): string => {
  if ('run_id' in answer && typeof answer.run_id === 'string') return answer.run_id
  throw new Ending('failed', 'The relay did not say which run it started.', {
    hint: 'Is it a relay of this version?',
  })
}

export const timeoutOption = {
  timeout: { value: 'TIME', about: 'Wait no longer than this, such as 30m; the run goes on.' },
}
