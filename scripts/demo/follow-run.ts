import { type RunView, runView } from '../../src/contract/run.ts'
import { ask } from './ask.ts'

interface RunEventMessage {
  type: string
  data: Record<string, unknown>
}

/** Reads server-sent events off a response until it ends. */
async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<RunEventMessage> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const type = /^event: ?(.*)$/m.exec(block)?.[1]
      const data = /^data: ?(.*)$/m.exec(block)?.[1]
      if (type && data) yield { type, data: JSON.parse(data) }
    }
  }
}

const percent = (value: unknown) =>
  typeof value === 'number' ? `${(100 * value).toFixed(1)} %`.padStart(7) : '-'

const lineOf = ({ type, data }: RunEventMessage): string | null => {
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
export const followRun = async (url: string, location: string): Promise<RunView> => {
  const answer = await fetch(`${url}${location}/events`)
  if (!answer.body) throw new Error('The relay sent no events.')
  for await (const event of readEvents(answer.body)) {
    const line = lineOf(event)
    if (line) console.log(`    ${line}`)
  }
  const run = await ask(runView, `${url}${location}`)
  if (run.state !== 'succeeded')
    throw new Error(`The run ended as ${run.state}: ${run.detail} ${run.hint ?? ''}`)
  return run
}
