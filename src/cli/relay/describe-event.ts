import type { FollowedEvent } from '../../client/follow-run.ts'

const percent = (value: unknown) => (typeof value === 'number' ? `${(100 * value).toFixed(1)} %` : '-')

/** What an epoch brought, in words. */
export const describeEpoch = (data: FollowedEvent['data']): string => {
  const left = typeof data['eta_seconds'] === 'number' ? `, ${Math.round(data['eta_seconds'])} s left` : ''
  return `training ${percent(data['accuracy'])}, validation ${percent(data['val_accuracy'])}${left}`
}

/** An event in a line; null for what only programs want to know. Log lines only where `logs` asks for them. */
export const describeEvent = ({ type, data }: FollowedEvent, logs: boolean): string | null => {
  switch (type) {
    case 'state':
      return `state: ${data['state']}${data['detail'] ? ` (${data['detail']})` : ''}`
    case 'phase':
      return `${data['name']}${data['detail'] ? `: ${data['detail']}` : ''}`
    case 'epoch':
      return `epoch ${data['epoch']}/${data['epochs']}  ${describeEpoch(data)}`
    case 'warning':
      return `warning: ${data['message']}`
    case 'log':
      return logs ? String(data['message']) : null
    default:
      return null
  }
}
