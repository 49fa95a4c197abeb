import type { FollowedEvent } from '../../src/client/follow-run.ts'
import { formatPercent, parseTime } from '../parts/format.ts'
import { Scroll } from '../parts/scroll.tsx'

const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** An event in words; null for what is shown elsewhere. */
const wordsOf = ({ type, data }: FollowedEvent): string | null => {
  switch (type) {
    case 'state':
      return `The run is ${text(data['state'])}.`
    case 'started':
      return 'The container has started.'
    case 'phase':
      return `${text(data['name'])} …${data['detail'] ? ` ${text(data['detail'])}` : ''}`
    case 'log':
    case 'warning':
    case 'error':
      return text(data['message'])
    case 'epoch':
      return typeof data['val_accuracy'] === 'number'
        ? `Epoch ${data['epoch']} of ${data['epochs']}: ${formatPercent(data['val_accuracy'])} of the held-out pictures right.`
        : `Epoch ${data['epoch']} of ${data['epochs']}.`
    case 'artifact':
      return `Left ${text(data['name'])}.`
    default:
      return null
  }
}

/** What the run says, line by line. */
export const RunLog = ({ events }: { events: FollowedEvent[] }) => (
  <details class="log" open>
    <summary>Log</summary>
    <Scroll label="Log of the run" follow={events.length}>
      <ol class="plain">
        {events.map((event) => {
          const words = wordsOf(event)
          if (!words) return null
          return (
            <li key={event.seq} class={event.type}>
              <time>
                {typeof event.data['at'] === 'string' ? clock.format(parseTime(event.data['at'])) : ''}
              </time>
              <span>{words}</span>
            </li>
          )
        })}
      </ol>
    </Scroll>
  </details>
)
