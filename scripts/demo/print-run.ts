import { dataOf, type RelayClient } from '../../src/client/create-relay-client.ts'
import { type FollowedEvent, followRun } from '../../src/client/follow-run.ts'
import { type RunView, runView } from '../../src/contract/run.ts'

const percent = (value: unknown) =>
  typeof value === 'number' ? `${(100 * value).toFixed(1)} %`.padStart(7) : '-'

const lineOf = ({ type, data }: FollowedEvent): string | null => {
  switch (type) {
    case 'state':
      return `state: ${data['state']}${data['detail'] ? ` (${data['detail']})` : ''}`
    case 'phase':
      return `${data['name']}${data['detail'] ? `: ${data['detail']}` : ''}`
    case 'epoch': {
      const epoch = `epoch ${String(data['epoch']).padStart(3)}/${data['epochs']}`
      const left =
        typeof data['eta_seconds'] === 'number' ? `, ${Math.round(data['eta_seconds'])} s left` : ''
      return `${epoch}  training ${percent(data['accuracy'])}  validation ${percent(data['val_accuracy'])}${left}`
    }
    case 'warning':
      return `warning: ${data['message']}`
    default:
      return null
  }
}

/**
 * Prints what a run does while it does it.
 * @throws Error with the reason when it does not succeed.
 */
export const printRun = async (client: RelayClient, runId: string): Promise<RunView> => {
  for await (const event of followRun(client, runId)) {
    const line = lineOf(event)
    if (line) console.log(`    ${line}`)
  }
  const answer = await client.GET('/runs/{run_id}', { params: { path: { run_id: runId } } })
  const run = runView.parse(dataOf(answer))
  if (run.state !== 'succeeded')
    throw new Error(`The run ended as ${run.state}: ${run.detail} ${run.hint ?? ''}`)
  return run
}
